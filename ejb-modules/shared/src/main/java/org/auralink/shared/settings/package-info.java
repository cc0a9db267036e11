/**
 * Settings from MicroProfile Config; a missing or wrong one is named.
 */
@NullMarked
package org.auralink.shared.settings;

import org.jspecify.annotations.NullMarked;
