/**
 * What the doors share: JSON, limits, trace ids, and how a failure becomes an answer.
 */
@NullMarked
package org.auralink.shared.web;

import org.jspecify.annotations.NullMarked;
