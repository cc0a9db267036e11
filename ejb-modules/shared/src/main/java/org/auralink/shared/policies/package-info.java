/**
 * How everything outside this server is asked: how often again, how many at once, and when not at all. The numbers and
 * their reasons are in docs/resilience.md.
 */
@NullMarked
package org.auralink.shared.policies;

import org.jspecify.annotations.NullMarked;
