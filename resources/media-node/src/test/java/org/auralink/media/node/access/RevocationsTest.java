package org.auralink.media.node.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.auralink.media.node.access.Revocations.Verdict;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.token.Claims;
import org.auralink.media.node.token.TokenException;
import org.auralink.media.node.token.TokenVerifier;
import org.auralink.media.node.token.Tokens;
import org.auralink.media.room.model.Permission;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final AccessLimits SMALL = new AccessLimits(
            AccessLimits.DEFAULT.joinsOfIdentity(),
            AccessLimits.DEFAULT.joinsOfAddress(),
            AccessLimits.DEFAULT.failuresOfAddress(),
            1,
            1,
            1,
            20,
            Duration.ofHours(6));

    private Instant now = Instant.ofEpochSecond(1_000_000);
    private final Set<String> open = new HashSet<>(Set.of("r"));
    private final Revocations revocations = new Revocations(SMALL, () -> now);

    private Claims token(String dates, long expires) {
        String payload = "{\"iss\":\"devkey\",\"sub\":\"ada\"," + dates + "\"exp\":" + expires + "}";
        try {
            return new TokenVerifier(
                            new ApiKeys(Map.of(Tokens.KEY, Tokens.SECRET)), () -> Instant.ofEpochSecond(expires - 1))
                    .verify(Tokens.signed(payload, Tokens.SECRET));
        } catch (TokenException e) {
            throw new AssertionError(e);
        }
    }

    private Claims dated(long issued) {
        return token("\"iat\":" + issued + ",", issued + 86_400);
    }

    private Verdict verdict(Claims token) {
        return revocations.verdict("r", "ada", token);
    }

    private void remove(String room, String identity) {
        revocations.removed(room, identity, open::contains);
    }

    @Test
    void tokensFromBeforeARemovalAreWorthNothingAndLaterOnesAre() {
        assertThat(verdict(dated(999_999))).isEqualTo(new Verdict.Valid());
        remove("r", "ada");
        assertThat(verdict(dated(999_999))).isEqualTo(new Verdict.Removed());
        assertThat(verdict(dated(1_000_000))).as("made in that second").isEqualTo(new Verdict.Removed());
        assertThat(verdict(token("\"nbf\":900000,", 2_000_000))).isEqualTo(new Verdict.Removed());
        assertThat(verdict(dated(1_000_001))).isEqualTo(new Verdict.Valid());
        assertThat(revocations.verdict("r", "bob", dated(1))).isEqualTo(new Verdict.Valid());
        assertThat(revocations.verdict("other", "ada", dated(1))).isEqualTo(new Verdict.Valid());
    }

    @Test
    void ofTokensWithoutADateThoseAreLaterThatExpireLaterThanAnyUsedBefore() {
        assertThat(verdict(token("", 1_003_600))).isEqualTo(new Verdict.Valid());
        remove("r", "ada");
        assertThat(verdict(token("", 1_003_600))).isEqualTo(new Verdict.Removed());
        assertThat(verdict(token("", 1_003_599))).isEqualTo(new Verdict.Removed());
        assertThat(verdict(token("", 1_003_601))).isEqualTo(new Verdict.Valid());
    }

    @Test
    void tokenWithoutADateIsEarlierWhereNoneWasUsedBefore() {
        remove("r", "ada");
        assertThat(verdict(token("", 2_000_000))).isEqualTo(new Verdict.Removed());
    }

    @Test
    void changedPermissionsHoldForOlderTokens() {
        revocations.restricted("r", "ada", Permission.ALL, open::contains);
        assertThat(verdict(dated(999_999))).isEqualTo(new Verdict.Restricted(Permission.ALL));
        assertThat(verdict(dated(1_000_001))).isEqualTo(new Verdict.Valid());
        now = now.plusSeconds(10);
        remove("r", "ada");
        assertThat(verdict(dated(1_000_005))).isEqualTo(new Verdict.Removed());
    }

    @Test
    void aRemovalIsRememberedWhileItsRoomIsOpenAndSixHoursLongerThanItself() {
        remove("r", "ada");
        open.add("closed");
        remove("closed", "ada");
        open.remove("closed");
        now = now.plus(Duration.ofHours(5));
        remove("r", "bob");
        assertThat(revocations.size()).isEqualTo(3);
        now = now.plus(Duration.ofHours(2));
        remove("r", "eve");
        assertThat(revocations.verdict("closed", "ada", dated(1))).isEqualTo(new Verdict.Valid());
        assertThat(verdict(dated(1))).isEqualTo(new Verdict.Removed());
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (int i = 0; i < 1000; i++) {
            remove("r", "p" + i);
            revocations.verdict("r", "q" + i, token("", 5));
        }
        assertThat(revocations.size()).isEqualTo(20);
        assertThat(revocations.verdict("r", "p999", dated(1))).isEqualTo(new Verdict.Removed());
    }
}
