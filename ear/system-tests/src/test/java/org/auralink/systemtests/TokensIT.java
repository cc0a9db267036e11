package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bad input at the doors: refused with a sentence, and nothing told that is not the caller's. */
class TokensIT {
    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encode(JsonObject json) {
        return encode(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject decode(String part) {
        return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private static void refused(String kind, String token) {
        Api.Answer answer = Api.anonymous().with(token).get("/api/v1/calls");
        assertThat(answer.status()).as(kind + " token: " + answer).isEqualTo(401);
        assertThat(answer.text("code")).as(kind).isEqualTo("not_authenticated");
        assertThat(answer.text("detail")).as(kind).endsWith(".");
    }

    @Test
    void wrongExpiredUnsignedAndForeignTokensAreRefusedWithASentence() throws Exception {
        String good = Api.newMember("Token").token();
        String[] parts = good.split("\\.");
        JsonObject none = decode(parts[0]);
        none.addProperty("alg", "none");
        JsonObject symmetric = decode(parts[0]);
        symmetric.addProperty("alg", "HS256");

        refused("no", "x");
        refused("garbage", "a.b.c");
        refused("truncated", good.substring(0, good.length() - 10));
        refused("unsigned", encode(none) + "." + parts[1] + ".");
        refused("symmetric", encode(symmetric) + "." + parts[1] + "." + parts[2]);
        refused("foreign key's", signed(parts[0], decode(parts[1]), strangersKey()));
        JsonObject longer = decode(parts[1]);
        longer.addProperty("exp", 4_000_000_000L);
        refused("changed", parts[0] + "." + encode(longer) + "." + parts[2]);
        refused("expired", signed(parts[0], with(parts[1], "exp", 1_700_000_000), ownKey()));
        refused(
                "other server's",
                signed(parts[0], with(parts[1], "iss", "https://elsewhere.example/auth/v1"), ownKey()));
        // The same way of signing, so that these two were refused for what they say.
        Api.anonymous()
                .with(signed(parts[0], decode(parts[1]), ownKey()))
                .get("/api/v1/calls")
                .expect(200);
        Api.anonymous().with(good).get("/api/v1/calls").expect(200);
        Api.anonymous().get("/api/v1/calls").expect(401);
    }

    private static JsonObject with(String claims, String name, Object value) {
        JsonObject changed = decode(claims);
        changed.add(name, new Gson().toJsonTree(value));
        return changed;
    }

    private static String signed(String header, JsonObject claims, PrivateKey key) throws Exception {
        String content = header + "." + encode(claims);
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + encode(signature.sign());
    }

    private static PrivateKey strangersKey() throws Exception {
        return p256().generateKeyPair().getPrivate();
    }

    /** What the stack signs with. */
    private static PrivateKey ownKey() throws Exception {
        JsonObject jwk = JsonParser.parseString(
                        Files.readString(LocalStack.get().state.resolve("signing-key.jwk")))
                .getAsJsonObject();
        var scalar =
                new BigInteger(1, Base64.getUrlDecoder().decode(jwk.get("d").getAsString()));
        var curve = ((ECPublicKey) p256().generateKeyPair().getPublic()).getParams();
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, curve));
    }

    private static KeyPairGenerator p256() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator;
    }

    /** Rooms are opened by the control plane: for whoever has a ticket, the call stays over. */
    @Test
    void aTicketOpensNoRoomWhenItsCallIsOver() {
        Api member = Api.newMember("Host");
        Api.Answer call = member.createCall("Over soon");
        String link = call.text("join_url");
        String ticket = Api.anonymous()
                .post(
                        "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                        Map.of("display_name", "Guest"))
                .expect(200)
                .text("token");
        assertThat(admitted(ticket)).isEqualTo(200);

        member.post("/api/v1/calls/" + call.text("call_id") + "/end", Map.of()).expect(202);

        Eventually.see("the room to be gone", Duration.ofSeconds(30), () -> admitted(ticket), status -> status == 404);
    }

    /** What the node says to the question whether this ticket would be let in. */
    private static int admitted(String ticket) {
        try {
            var question = HttpRequest.newBuilder(
                    URI.create(LocalStack.get().nodeUrl() + "/rtc/validate?access_token=" + ticket));
            return HttpClient.newHttpClient()
                    .send(question.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCallOfAnotherOrganizationDoesNotExist() {
        Api.Answer call = Api.newMember("Owner").createCall("Private");
        Api stranger = Api.newMember("Stranger");
        String path = "/api/v1/calls/" + call.text("call_id");

        stranger.get(path).expect(404);
        stranger.post(path + "/join", Map.of()).expect(404);
        stranger.post(path + "/end", Map.of()).expect(404);
        assertThat(stranger.get("/api/v1/calls").expect(200).json().getAsJsonArray("items"))
                .isEmpty();
    }

    @Test
    void badFieldsAreRefusedByName() {
        Api member = Api.newMember("Fields");
        assertThat(member.post("/api/v1/calls", Map.of("name", ""))
                        .expect(400)
                        .response()
                        .body())
                .contains("\"name\"");
        assertThat(member.post("/api/v1/calls", Map.of("name", "x", "colour", "red"))
                        .expect(400)
                        .response()
                        .body())
                .contains("colour");
        assertThat(member.post("/api/v1/calls", Map.of("name", 7))
                        .expect(400)
                        .response()
                        .body())
                .contains("\"name\"");
        assertThat(member.postText("/api/v1/calls", "{\"name\":").status()).isEqualTo(400);
        assertThat(member.postText("/api/v1/calls", "{\"name\":\"" + "x".repeat(40_000) + "\"}")
                        .status())
                .isEqualTo(413);
        Api.Answer unknownKind = member.post("/api/v1/calls", Map.of("name", "x", "call_type", "seance"));
        assertThat(unknownKind.expect(400).response().body()).contains("call_type");
        assertThat(member.postAs("text/plain", "/api/v1/calls", "name=x")
                        .expect(415)
                        .text("detail"))
                .contains("application/json");
        assertThat(member.get("/api/v1/calls?colour=red").expect(400).response().body())
                .contains("colour");
    }

    @Test
    void aTokenWorksAtNoDoorWhenItsPersonHasSignedOut() {
        Api member = Api.newMember("Leaver");
        member.get("/api/v1/calls").expect(200);
        member.post("/auth/v1/logout", Map.of()).expect(204);
        refused("ended session's", member.token());
        assertThat(member.get("/auth/v1/user").expect(403).text("error_code")).isEqualTo("session_not_found");
    }

    @Test
    void anybodyMayReadTheKeysAndKeysOfProgramsAdminister() throws IOException {
        Api.Answer keys = Api.anonymous().get("/auth/v1/.well-known/jwks.json").expect(200);
        assertThat(keys.response().headers().firstValue("cache-control")).contains("public, max-age=600");
        assertThat(keys.response().body()).contains("\"ES256\"").doesNotContain("\"d\"");
        Api.Answer configuration =
                Api.anonymous().get("/auth/v1/.well-known/openid-configuration").expect(200);
        assertThat(configuration.text("jwks_uri")).isEqualTo(configuration.text("issuer") + "/.well-known/jwks.json");

        Api backEnd = Api.anonymous().with(SupabaseClientIT.secret("auth.secret.key"));
        String email = UUID.randomUUID() + "@example.org";
        Api.Answer made = backEnd.post("/auth/v1/admin/users", Map.of("email", email, "email_confirm", true))
                .expect(200);
        assertThat(made.text("email")).isEqualTo(email);
        Api.Answer listed = backEnd.get("/auth/v1/admin/users?page=&per_page=").expect(200);
        assertThat(listed.response().headers().firstValue("x-total-count")).isPresent();
        assertThat(listed.response().headers().firstValue("link").orElse("")).contains("rel=\"last\"");
        backEnd.get("/auth/v1/admin/users/" + made.text("id")).expect(200);
        assertThat(backEnd.post("/auth/v1/admin/generate_link", Map.of("type", "magiclink", "email", email))
                        .expect(200)
                        .text("action_link"))
                .contains("/auth/v1/verify?token=");

        Api member = Api.newMember("Nobody");
        for (Api other : List.of(member, Api.anonymous().with(SupabaseClientIT.secret("auth.publishable.key")))) {
            assertThat(other.get("/auth/v1/admin/users").expect(403).text("error_code"))
                    .isEqualTo("not_admin");
        }
        assertThat(Api.anonymous().get("/auth/v1/admin/users").expect(401).text("error_code"))
                .isEqualTo("no_authorization");
        assertThat(Api.anonymous()
                        .with("sb_secret_of_somebody_else")
                        .get("/auth/v1/admin/users")
                        .expect(403)
                        .text("error_code"))
                .isEqualTo("bad_jwt");
        assertThat(member.get("/api/v1/me/sessions").expect(200).json().getAsJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void badSignUpsAreRefusedInGoTruesShapeAndNameWhatIsWrong() {
        signUpRefused(Map.of("email", "a@example.org"), 400, "password");
        signUpRefused(Map.of("email", "a@example.org", "password", "x"), 422, "password");
        signUpRefused(Map.of("email", "not an address", "password", "correct horse 7"), 400, "email");
        signUpRefused(Map.of("email", 7, "password", "correct horse 7"), 400, "email");
        Api.anonymous()
                .post(
                        "/auth/v1/token?grant_type=password",
                        Map.of("email", "nobody@example.org", "password", "correct horse 7"))
                .expect(400);
    }

    @Test
    void aBodyAboveTheLimitIsRefusedEvenWhereItsSenderReadsNothingBeforeTheEnd() {
        // Each twice: the first exchange decides what the connection speaks, the second speaks it.
        for (int bytes : List.of(1_100_000, 20_000_000, 1_100_000)) {
            assertThat(tooLarge("/auth/v1/signup", bytes).text("error_code")).isEqualTo("request_entity_too_large");
            assertThat(tooLarge("/api/v1/calls", bytes).text("code")).isEqualTo("payload_too_large");
            assertThat(tooLarge("/api/v1/nothing", bytes).text("code")).isEqualTo("payload_too_large");
        }
    }

    private static Api.Answer tooLarge(String path, int bytes) {
        return Api.anonymous()
                .postText(path, "{\"name\":\"" + "x".repeat(bytes) + "\"}")
                .expect(413);
    }

    private static void signUpRefused(Map<String, Object> account, int status, String named) {
        Api.Answer answer = Api.anonymous().post("/auth/v1/signup", account);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.text("msg")).as(answer.toString()).containsIgnoringCase(named);
        assertThat(answer.text("error_code")).as(answer.toString()).isNotEmpty();
    }
}
