package org.auralink.identity.boundary;

import org.auralink.identity.control.Landing;
import org.auralink.identity.control.RedirectTargets;
import org.auralink.identity.entity.PkceChallenge;
import org.jspecify.annotations.Nullable;

/**
 * Where a client wants somebody to come to who opens a link, as it asked for it.
 *
 * @param redirectTo a page; the site's when it is absent or not allowed
 * @param codeChallenge of a client that will fetch the session with a code (RFC 7636)
 * @param codeChallengeMethod {@code s256} or {@code plain}
 */
public record ReturnPath(
        @Nullable String redirectTo,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod) {

    /** @throws org.auralink.shared.RefusedException naming the field of the challenge that is wrong */
    Landing landing(RedirectTargets targets) {
        return new Landing(targets.choose(redirectTo), PkceChallenge.of(codeChallenge, codeChallengeMethod));
    }
}
