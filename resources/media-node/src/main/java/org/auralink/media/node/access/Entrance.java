package org.auralink.media.node.access;

/**
 * What decides about somebody who comes in to take part.
 *
 * @param doors checks tokens
 * @param budget how often, and over how many connections
 * @param revocations whose tokens say what does not hold any more
 */
public record Entrance(Authenticator doors, JoinBudget budget, Revocations revocations) {}
