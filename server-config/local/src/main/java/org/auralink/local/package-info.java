/**
 * The local stack: starts PostgreSQL, Redis, a media node and Payara Micro as child processes.
 */
@NullMarked
package org.auralink.local;

import org.jspecify.annotations.NullMarked;
