/**
 * What tests of several modules need: a clock that is moved by hand, a migrated PostgreSQL with people in it, a Redis.
 */
@NullMarked
package org.auralink.testkit;

import org.jspecify.annotations.NullMarked;
