/**
 * Is this server alive, started, and are the services that it depends on there?
 */
@NullMarked
package org.auralink.shared.health;

import org.jspecify.annotations.NullMarked;
