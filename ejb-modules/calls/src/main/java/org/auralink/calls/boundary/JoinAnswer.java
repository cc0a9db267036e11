package org.auralink.calls.boundary;

/** What somebody gets who wants to enter a call: a ticket, or a place in its lobby. */
public sealed interface JoinAnswer permits JoinTicket, LobbyTicket {}
