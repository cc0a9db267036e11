package org.auralink.identity.control;

import java.net.URI;
import java.util.Optional;
import org.auralink.identity.entity.PkceChallenge;

/**
 * Where somebody who opens a link comes to.
 *
 * @param target an allowed page
 * @param challenge of the client that waits for a code there; empty when the page gets the session itself
 */
public record Landing(URI target, Optional<PkceChallenge> challenge) {}
