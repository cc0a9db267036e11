package org.auralink.calls.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Everybody who waits to be let into a call, in the order in which they came; there are at most 50. */
@Schema(name = "LobbyList")
public record LobbyList(List<LobbyEntryView> items) {}
