/**
 * Decides which worker an agent comes from: keeps the workers that are connected ({@code /agent}) and the dispatches of
 * each room, and brings the jobs of the one to the other. An agent that has its job is an ordinary participant.
 */
@NullMarked
package org.auralink.media.node.agents;

import org.jspecify.annotations.NullMarked;
