package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
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
        refused("foreign key's", signedByStranger(parts[0] + "." + parts[1]));
        JsonObject expired = decode(parts[1]);
        expired.addProperty("exp", 1_700_000_000);
        refused("changed", parts[0] + "." + encode(expired) + "." + parts[2]);
        Api.anonymous().with(good).get("/api/v1/calls").expect(200);
        Api.anonymous().get("/api/v1/calls").expect(401);
    }

    private static String signedByStranger(String content) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(generator.generateKeyPair().getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + encode(signature.sign());
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
    void badSignUpsAreRefusedInGoTruesShapeAndNameWhatIsWrong() {
        signUpRefused(Map.of("email", "a@example.org"), 400, "password");
        signUpRefused(Map.of("email", "a@example.org", "password", "x"), 422, "password");
        signUpRefused(Map.of("email", "not an address", "password", "correct horse 7"), 400, "email");
        signUpRefused(Map.of("email", 7, "password", "correct horse 7"), 400, "email");
        assertThat(Api.anonymous()
                        .postText("/auth/v1/signup", "{\"email\":\"" + "x".repeat(1_100_000) + "\"}")
                        .status())
                .isEqualTo(413);
        Api.anonymous()
                .post(
                        "/auth/v1/token?grant_type=password",
                        Map.of("email", "nobody@example.org", "password", "correct horse 7"))
                .expect(400);
    }

    private static void signUpRefused(Map<String, Object> account, int status, String named) {
        Api.Answer answer = Api.anonymous().post("/auth/v1/signup", account);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.text("msg")).as(answer.toString()).containsIgnoringCase(named);
        assertThat(answer.text("error_code")).as(answer.toString()).isNotEmpty();
    }
}
