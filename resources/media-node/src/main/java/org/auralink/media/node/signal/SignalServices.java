package org.auralink.media.node.signal;

import java.time.InstantSource;
import org.auralink.media.node.token.TokenIssuer;

/**
 * What all signalling connections of a node share.
 *
 * @param messages makes messages of what rooms say
 * @param issuer mints the tokens to reconnect with
 * @param counters counts what happens
 * @param sessions which connection each participant has
 * @param limits bounds of what one client may send
 * @param clock of the pongs
 */
public record SignalServices(
        SharedMessages messages,
        TokenIssuer issuer,
        SignalCounters counters,
        OpenSessions sessions,
        SignalLimits limits,
        InstantSource clock) {}
