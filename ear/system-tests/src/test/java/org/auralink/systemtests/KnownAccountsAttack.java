package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.systemtests.Loopback.post;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auralink.systemtests.Loopback.Answer;
import org.junit.jupiter.api.Test;

/**
 * Whether somebody without an account learns from answers, or from how long they take, which addresses have one. Of each
 * two requests, one names a known address and one an unknown one, in an order that chance decides, so that whatever the
 * machine does meanwhile happens to both. Each address is asked about once, each time by somebody else: limits are not
 * what is measured.
 */
class KnownAccountsAttack {
    private static final int PAIRS = 150;
    private static final int WARM_UP = 20;
    private static final String PASSWORD = "correct horse 7";

    /**
     * How far from one half the share of pairs may be in which the known one took longer. Chance alone has a standard
     * deviation of 0.033 with so many, so this is seldom met by chance; who asks more often sees smaller differences.
     */
    private static final double MOST = 0.13;

    private final Random random = new Random(20261130);
    private int people;

    /** A kind of request about an address. */
    private record Question(String path, Map<String, Object> more) {
        Answer ask(String from, String email) {
            Map<String, Object> body = new LinkedHashMap<>(more);
            body.put("email", email);
            return post(from, path, body);
        }
    }

    @Test
    void nobodyLearnsWhichAddressesHaveAnAccount() throws Exception {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("a wrong password", shareOf("/auth/v1/token?grant_type=password", Map.of("password", "wrong")));
        shares.put("a forgotten password", shareOf("/auth/v1/recover", Map.of()));
        shares.put("a magic link", shareOf("/auth/v1/otp", Map.of()));
        shares.put("a confirmation once more", shareOf("/auth/v1/resend", Map.of("type", "signup")));
        assertThat(shares)
                .allSatisfy((what, share) -> assertThat(share)
                        .as("share of pairs in which the known address took longer, of %s", what)
                        .isBetween(0.5 - MOST, 0.5 + MOST));
    }

    private double shareOf(String path, Map<String, Object> more) throws Exception {
        var question = new Question(path, more);
        List<String> known = signedUp(PAIRS + WARM_UP);
        long[] ofKnown = new long[PAIRS];
        long[] ofUnknown = new long[PAIRS];
        String answer = "";
        for (int pair = -WARM_UP; pair < PAIRS; pair++) {
            boolean knownFirst = random.nextBoolean();
            for (boolean isKnown : new boolean[] {knownFirst, !knownFirst}) {
                String email = isKnown ? known.get(pair + WARM_UP) : UUID.randomUUID() + "@example.org";
                String from = somebodyElse();
                long begin = System.nanoTime();
                String said = what(question.ask(from, email));
                long took = System.nanoTime() - begin;
                answer = answer.isEmpty() ? said : answer;
                assertThat(said)
                        .as("answer about an address that is known: %s", isKnown)
                        .isEqualTo(answer);
                if (pair >= 0) {
                    (isKnown ? ofKnown : ofUnknown)[pair] = took;
                }
            }
        }
        long longer = 0;
        for (long one : ofKnown) {
            longer += Arrays.stream(ofUnknown).filter(other -> one > other).count();
        }
        double share = longer / (double) (PAIRS * PAIRS);
        System.out.printf(
                "%s: %s; median of known %.1f ms, of unknown %.1f ms; known took longer in %.2f of all pairs%n",
                path, answer, median(ofKnown), median(ofUnknown), share);
        return share;
    }

    /** Status and body, which names nobody but the request itself. */
    private static String what(Answer answer) {
        return answer.status() + " "
                + answer.text().replaceFirst("(?s).*?\r\n\r\n", "").replaceFirst("\"error_id\":\"\\w+\"", "");
    }

    private static double median(long[] nanos) {
        return Arrays.stream(nanos).sorted().toArray()[nanos.length / 2] / 1e6;
    }

    private List<String> signedUp(int count) throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < count; i++) {
                String from = somebodyElse();
                answers.add(threads.submit(() -> {
                    String email = UUID.randomUUID() + "@example.org";
                    Answer answer = post(from, "/auth/v1/signup", Map.of("email", email, "password", PASSWORD));
                    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                    return email;
                }));
            }
            List<String> emails = new ArrayList<>();
            for (Future<String> each : answers) {
                emails.add(each.get());
            }
            return emails;
        } finally {
            threads.shutdownNow();
        }
    }

    /** An address of the loopback network that asked nothing before. */
    private String somebodyElse() {
        people++;
        return "127.0." + (100 + people / 250) + "." + (1 + people % 250);
    }
}
