package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.systemtests.Loopback.get;
import static org.auralink.systemtests.Loopback.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.auralink.systemtests.Loopback.Answer;
import org.junit.jupiter.api.Test;

/** Who asks too often is refused, and the others are not. Clients are addresses of the loopback network here. */
class LimitsIT {
    private static final String SIGN_IN = "/auth/v1/token?grant_type=password";
    private static final String PASSWORD = "correct horse 7";

    @Test
    void whoTriesManyPasswordsIsRefusedWhateverTheyForwardAndOthersSignIn() throws Exception {
        String ada = signedUp("127.0.31.1");
        List<Answer> flood = atOnce(
                60,
                i -> post(
                        "127.0.31.2",
                        SIGN_IN,
                        Map.of("email", UUID.randomUUID() + "@example.org", "password", "wrong horse 7"),
                        "X-Forwarded-For: 203.0.113." + i,
                        "Forwarded: for=203.0.113." + i,
                        "X-Real-IP: 203.0.113." + i));
        assertThat(flood).extracting(Answer::status).contains(400, 429).containsOnly(400, 429);
        // Some of the thirty that the limit lets through find no place at the hasher, which is no number to tell.
        Answer refused = flood.stream()
                .filter(it -> !it.header("RateLimit-Limit").isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(refused.json().get("error_code").getAsString()).isEqualTo("over_request_rate_limit");
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(refused.header("RateLimit-Limit")).isEqualTo("30");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("RateLimit-Reset")).isEqualTo(refused.header("Retry-After"));
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("30;w=60");

        assertThat(signIn("127.0.31.3", ada).status()).isEqualTo(200);
    }

    @Test
    void whoGuessesOnesPasswordFromManyAddressesWaitsAndTheOwnerAtHomeDoesNot() throws Exception {
        String ada = signedUp("127.0.32.1");
        List<Answer> guesses =
                atOnce(12, i -> post("127.0.33." + i, SIGN_IN, Map.of("email", ada, "password", "wrong horse " + i)));
        assertThat(guesses.stream().filter(it -> it.status() == 400).count()).isLessThan(8);
        assertThat(guesses).extracting(Answer::status).contains(429);
        assertThat(signIn("127.0.32.1", ada).status()).isEqualTo(200);
    }

    @Test
    void aFloodOfRefreshesWithOneTokenHasOneSuccessorAndOthersGoOn() throws Exception {
        String token = post("127.0.34.1", "/auth/v1/signup", account())
                .json()
                .get("refresh_token")
                .getAsString();
        List<Answer> flood = atOnce(
                50, i -> post("127.0.34.1", "/auth/v1/token?grant_type=refresh_token", Map.of("refresh_token", token)));
        assertThat(flood).extracting(Answer::status).contains(200).isSubsetOf(200, 409, 429);
        assertThat(flood.stream()
                        .filter(it -> it.status() == 200)
                        .map(it -> it.json().get("refresh_token").getAsString())
                        .distinct())
                .hasSize(1);
        assertThat(signedUp("127.0.34.2")).isNotEmpty();
    }

    @Test
    void ticketsOfGuestsAreLimitedByAddressInTheShapeOfTheApi() throws Exception {
        String link = Api.newMember("Host").createCall("Limited").text("join_url");
        String path = "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join";
        List<Answer> flood = atOnce(100, i -> post("127.0.35.1", path, Map.of("display_name", "Guest")));
        Answer refused =
                flood.stream().filter(it -> it.status() == 429).findFirst().orElseThrow();
        assertThat(refused.json().get("code").getAsString()).isEqualTo("rate_limited");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("60;w=60");
        assertThat(post("127.0.35.2", path, Map.of("display_name", "Guest")).status())
                .isEqualTo(200);
    }

    @Test
    void whoReadsWithoutEndIsRefusedAndOthersRead() throws Exception {
        Answer session = post("127.0.36.1", "/auth/v1/signup", account());
        String bearer =
                "Authorization: Bearer " + session.json().get("access_token").getAsString();
        // Refused before anything is read, by what comes behind the limit.
        assertRunsOut(i -> get("127.0.36.2", "/api/v1/calls?limit=none", bearer));
        assertRunsOut(i -> get("127.0.36.3", "/auth/v1/user", "Authorization: Bearer nobody"));
        assertRunsOut(i -> post("127.0.36.4", "/auth/v1/logout", Map.of(), "Authorization: Bearer nobody-else"));

        assertThat(get("127.0.36.1", "/auth/v1/user", bearer).status()).isEqualTo(200);
    }

    private static void assertRunsOut(IntFunction<Answer> request) throws Exception {
        List<Answer> answers = new ArrayList<>();
        while (answers.size() < 2000 && answers.stream().noneMatch(answer -> answer.status() == 429)) {
            answers.addAll(atOnce(50, request));
        }
        Answer refused = answers.stream()
                .filter(it -> it.status() == 429)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no limit"));
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("600;w=60");
    }

    @Test
    void fiftyEqualRequestsAtOnceWithOneKeyMakeOneCallAndCountAsOne() throws Exception {
        String token = post("127.0.37.1", "/auth/v1/signup", account())
                .json()
                .get("access_token")
                .getAsString();
        String[] headers = {"Authorization: Bearer " + token, "Idempotency-Key: " + UUID.randomUUID()};
        List<Answer> all = atOnce(50, i -> post("127.0.37.1", "/api/v1/calls", Map.of("name", "Once"), headers));
        assertThat(all).extracting(Answer::status).containsOnly(201);
        assertThat(all.stream().map(Answer::json).distinct()).hasSize(1);
        assertThat(all.stream().map(it -> it.header("Location")).distinct()).hasSize(1);
        assertThat(all.stream().filter(it -> it.header("Idempotent-Replayed").equals("true")))
                .hasSize(49);
        assertThat(get("127.0.37.1", "/api/v1/calls", headers[0]).json().getAsJsonArray("items"))
                .hasSize(1);
        Answer other = post("127.0.37.1", "/api/v1/calls", Map.of("name", "Other"), headers);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("code").getAsString()).isEqualTo("conflict");
        Answer bad = post("127.0.37.1", "/api/v1/calls", Map.of("name", "x"), headers[0], "Idempotency-Key: a b");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().get("detail").getAsString()).contains("Idempotency-Key");
    }

    private static Map<String, String> account() {
        return Map.of("email", UUID.randomUUID() + "@example.org", "password", PASSWORD);
    }

    /** @return the e-mail address of a new account */
    private static String signedUp(String from) {
        Map<String, String> account = account();
        assertThat(post(from, "/auth/v1/signup", account).status()).isEqualTo(200);
        return account.getOrDefault("email", "");
    }

    private static Answer signIn(String from, String email) {
        return post(from, SIGN_IN, Map.of("email", email, "password", PASSWORD));
    }

    private static List<Answer> atOnce(int times, IntFunction<Answer> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<Callable<Answer>> all = IntStream.rangeClosed(1, times)
                    .mapToObj(i -> (Callable<Answer>) () -> request.apply(i))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(all)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
