package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;

/** Where a person is signed in, as they see and end it themselves. */
class DevicesTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door signIns = lab.signIns(true);
    private final AccessTokens tokens = lab.accessTokens();
    private final Devices devices = lab.devices();
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView computer = newPerson(email, "Computer/1.0");

    private SessionView newPerson(String address, String userAgent) {
        lab.userAgent = Optional.of(userAgent);
        return signIns.signUp(new SignUp(address, null, PASSWORD, null));
    }

    private SessionView signIn(String userAgent) {
        lab.userAgent = Optional.ofNullable(userAgent);
        return signIns.signIn(new Grant.Password(email, PASSWORD));
    }

    @Test
    void eachSessionIsListedWithItsProgramAndTheOneThatAsksIsMarked() {
        lab.clock.pass(Duration.ofMinutes(5));
        SessionView telephone = signIn("Telephone/2.0");
        lab.clock.pass(Duration.ofMinutes(5));
        SessionView silent = signIn(null);
        lab.clock.pass(Duration.ofMinutes(5));
        signIns.signIn(new Grant.Refresh(telephone.refreshToken()));

        List<DeviceView> listed = devices.of(tokens.verify(silent.accessToken()));

        assertThat(listed).extracting(DeviceView::userAgent).containsExactly("Telephone/2.0", null, "Computer/1.0");
        assertThat(listed).extracting(DeviceView::isCurrent).containsExactly(false, true, false);
        assertThat(listed).extracting(DeviceView::aal).containsOnly("aal1");
        DeviceView first = listed.get(0);
        assertThat(Duration.between(first.createdAt(), first.refreshedAt())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anEndedSessionIsWorthNothingAtAnyDoor() {
        SessionView telephone = signIn("Telephone/2.0");
        Caller me = tokens.verify(computer.accessToken());
        DeviceView lost = devices.of(me).stream()
                .filter(each -> !each.isCurrent())
                .findFirst()
                .orElseThrow();

        devices.end(me, lost.sessionId().toString());

        assertThat(devices.of(me)).extracting(DeviceView::userAgent).containsExactly("Computer/1.0");
        refused(Refusal.NotAuthenticated.class, () -> tokens.verify(telephone.accessToken()));
        refused(Refusal.Invalid.class, () -> signIns.signIn(new Grant.Refresh(telephone.refreshToken())));
        assertThat(lab.sessions.user(computer.accessToken()).email()).isEqualTo(email);
    }

    @Test
    void somebodyElsesSessionDoesNotExist() {
        Caller stranger = tokens.verify(
                newPerson(UUID.randomUUID() + "@example.test", "Other/1.0").accessToken());
        Caller me = tokens.verify(computer.accessToken());
        String mine = devices.of(me).get(0).sessionId().toString();

        assertThat(devices.of(stranger)).extracting(DeviceView::userAgent).containsExactly("Other/1.0");
        for (String id : new String[] {mine, UUID.randomUUID().toString(), "none", "", "' or '1'='1"}) {
            refused(Refusal.NotFound.class, () -> devices.end(stranger, id));
        }
        assertThat(tokens.verify(computer.accessToken())).isNotNull();
    }

    private static void refused(Class<? extends Refusal> kind, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(kind));
    }
}
