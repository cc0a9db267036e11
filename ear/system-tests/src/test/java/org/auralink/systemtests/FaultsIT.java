package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.auralink.testkit.HaltedProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people notice when a part of the stack is away, comes back, or is lied to: as little as possible. */
class FaultsIT {
    /** How long a dependency stays away: longer than anything waits for one, and a minute or more in the profile {@code drill}. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("auralink.outage.seconds", 20));

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Api member;
    private Api stranger;
    private Api.Answer call;
    private ClientPage client;
    private Browser browser;
    private String host;
    private String guest;

    @BeforeEach
    void twoPeopleTalk() {
        member = Api.newMember("Fault");
        stranger = Api.newMember("Stranger");
        call = member.createCall("Fault");
        client = new ClientPage();
        browser = new Browser();
        browser.page().navigate(client.url());
        host = join(member.post(callPath() + "/join", Map.of()));
        guest = joinAsGuest();
        ClientPage.seesAndHears(browser, host, LIMIT, guest);
        ClientPage.seesAndHears(browser, guest, LIMIT, host);
        history("the history to show both", people -> people.size() == 2);
    }

    @AfterEach
    void everythingRunsAgain() {
        try (var server = client;
                var tab = browser) {
            for (String part : List.of("PostgreSQL", "Redis", "media-node", "Payara")) {
                LocalStack.part("start", part);
            }
        }
    }

    @Test
    @InDrills
    void theCallOfAKilledMediaNodeWaitsAndGoesOnWhenThatIsStartedAgain() {
        LocalStack.part("kill", "media-node");

        member.get(callPath()).expect(200);
        // A node is no dependency of this server's own: taking the server out of service would not bring it back.
        health("ready", 200);
        history("both to have left with the node", people -> leftBehind() == 0);
        health("live", 200);
        assertThat(member.get(callPath()).text("status")).isEqualTo("active");
        assertThat(joinOnce().status()).isEqualTo(503);

        LocalStack.part("start", "media-node");

        history("both to be back by themselves", people -> people.size() == 4 && leftBehind() == 2);
        mediaFlows();
        joinsWorkAgain();
    }

    @Test
    void withoutPostgresqlMediaGoesOnJoinsAreRefusedAndNoEventIsLost() {
        LocalStack.part("stop", "PostgreSQL");
        aDependencyIsAway();
        aCopyIsReadInstead("active");
        nobodyIsLetInWithoutTheDatabase();
        // Happens while nobody can write it down.
        browser.page().evaluate("id => window.leave(id)", guest);

        LocalStack.part("start", "PostgreSQL");

        history("the guest's leaving during the outage to be recorded", people -> leftBehind() == 1);
        joinsWorkAgain();
        nothingIsDegraded();
    }

    @Test
    @InDrills
    void withoutRedisMediaGoesOnJoinsAreRefusedAndAllRecovers() {
        LocalStack.part("stop", "Redis");
        aDependencyIsAway();
        Api.Answer read = member.get(callPath()).expect(200);
        assertThat(read.header("X-Degraded-Mode")).isEqualTo("true");
        assertThat(read.header("X-Fallback-Used")).isEqualTo("memory");
        assertThat(member.get("/api/v1/presence").expect(200).toString()).contains("in_call");
        browser.page().evaluate("id => window.leave(id)", guest);

        LocalStack.part("start", "Redis");

        history("the guest's leaving during the outage to be recorded", people -> leftBehind() == 1);
        joinsWorkAgain();
        nothingIsDegraded();
    }

    @Test
    @InDrills
    void aHangingPostgresqlRefusesJoinsInTimeAndAllRecovers() {
        try (var halted = HaltedProcess.of(LocalStack.pid("PostgreSQL"))) {
            Api.Answer refused = joinOnce();
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
            aCopyIsReadInstead("active");
            mediaFlows();
        }
        joinsWorkAgain();
    }

    @Test
    @InDrills
    void aRestartOfTheApplicationServerLosesNoEventAndRepeatsNone() {
        LocalStack.part("kill", "Payara");
        mediaFlows();
        browser.page().evaluate("id => window.leave(id)", guest);

        LocalStack.part("start", "Payara");

        history("the guest's leaving during the restart to be recorded", people -> leftBehind() == 1);
        history("exactly one row for each person", people -> people.size() == 2);
        joinsWorkAgain();
    }

    @Test
    void aMegabyteOfGarbageOnTheMediaPortsDoesNotDisturbTheCall() throws Exception {
        var random = new Random(20261124);
        try (var socket = new DatagramSocket()) {
            for (int sent = 0; sent < 1_000_000; ) {
                byte[] garbage = new byte[1 + random.nextInt(1400)];
                random.nextBytes(garbage);
                // First bytes that look like STUN, DTLS and RTP reach those parsers.
                garbage[0] = (byte) new int[] {0, 20, 22, 23, 0x80, 0x90, 0xff}[random.nextInt(7)];
                int port = LocalStack.get().mediaPort() + random.nextInt(2);
                socket.send(new DatagramPacket(garbage, garbage.length, ownAddress(), port));
                sent += garbage.length;
            }
        }
        mediaFlows();
        assertThat(LocalStack.part("status", "").lines().filter(line -> line.contains("stopped")))
                .isEmpty();
    }

    private void aDependencyIsAway() {
        long since = System.nanoTime();
        Eventually.see(
                "a join to be refused with 503 and Retry-After",
                LIMIT,
                this::joinOnce,
                answer -> answer.status() == 503 && answer.header("Retry-After").matches("[1-9][0-9]*"));
        health("live", 200);
        readyBecomes(503);
        while (System.nanoTime() - since < OUTAGE.toNanos()) {
            int before = frames();
            Eventually.throughout("the room to stay connected", Duration.ofSeconds(10), this::connected);
            assertThat(frames()).as("pictures decoded, ten seconds later").isGreaterThan(before + 20);
        }
        health("live", 200);
        health("ready", 503);
    }

    /** In the shape of Supabase Auth, and without a wait. */
    private static void nobodyIsLetInWithoutTheDatabase() {
        for (String door : List.of("/auth/v1/signup", "/auth/v1/token?grant_type=password")) {
            long asked = System.nanoTime();
            Api.Answer refused =
                    Api.anonymous().post(door, Map.of("email", "nobody@example.org", "password", "correct horse 7"));
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(refused.text("error_code")).isEqualTo("unexpected_failure");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** The database is away, and what was read before is answered. */
    private void aCopyIsReadInstead(String status) {
        Api.Answer read = member.get(callPath()).expect(200);
        assertThat(read.header("X-Degraded-Mode")).isEqualTo("true");
        assertThat(read.header("X-Fallback-Used")).isEqualTo("redis-cache");
        assertThat(read.header("Age")).matches("[0-9]+");
        assertThat(read.text("status")).isEqualTo(status);
        // What nobody may see is not seen now either.
        assertThat(stranger.get(callPath()).status()).isIn(404, 503);
    }

    private void nothingIsDegraded() {
        Eventually.see(
                "answers that are as good as usual",
                LIMIT,
                () -> member.get(callPath()),
                answer -> answer.status() == 200
                        && answer.header("X-Degraded-Mode").isEmpty());
    }

    private static void health(String kind, int status) {
        Api.anonymous().get("/health/" + kind).expect(status);
    }

    /** What was known of a dependency a second ago is answered as long as it has not answered again. */
    private static void readyBecomes(int status) {
        Eventually.see(
                "readiness of " + status,
                Duration.ofSeconds(5),
                () -> Api.anonymous().get("/health/ready").status(),
                seen -> seen == status);
    }

    private void joinsWorkAgain() {
        Eventually.see("a join to work again", LIMIT, this::joinOnce, answer -> answer.status() == 200);
        readyBecomes(200);
    }

    private Api.Answer joinOnce() {
        return member.post(callPath() + "/join", Map.of());
    }

    private void mediaFlows() {
        int before = frames();
        Eventually.happens("pictures to go on arriving", Duration.ofSeconds(10), () -> frames() > before + 20);
    }

    private boolean connected() {
        return "connected".equals(browser.page().evaluate("id => window.state(id)", host));
    }

    private int frames() {
        return ClientPage.received(browser, host)
                .getAsJsonObject(guest)
                .get("frames")
                .getAsInt();
    }

    private String callPath() {
        return "/api/v1/calls/" + call.text("call_id");
    }

    private String joinAsGuest() {
        String link = call.text("join_url");
        return join(Api.anonymous()
                .post(
                        "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                        Map.of("display_name", "Guest")));
    }

    private String join(Api.Answer ticket) {
        ticket.expect(200);
        ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
        return ticket.text("identity");
    }

    private void history(String what, java.util.function.Predicate<List<JsonElement>> expected) {
        Eventually.see(what, Duration.ofSeconds(45), this::participants, expected);
    }

    private List<JsonElement> participants() {
        return member.get(callPath())
                .expect(200)
                .json()
                .getAsJsonArray("participants")
                .asList();
    }

    /** Rows without a time of leaving. */
    private long leftBehind() {
        return participants().stream()
                .filter(row -> row.getAsJsonObject().get("left_at").isJsonNull())
                .count();
    }

    private static InetAddress ownAddress() throws Exception {
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress() && address.getAddress().length == 4) {
                    return address;
                }
            }
        }
        return InetAddress.getLoopbackAddress();
    }
}
