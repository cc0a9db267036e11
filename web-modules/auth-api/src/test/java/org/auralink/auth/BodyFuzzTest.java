package org.auralink.auth;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.identity.boundary.AccountChange;
import org.auralink.identity.boundary.Grant;
import org.auralink.identity.boundary.SignUp;
import org.auralink.identity.boundary.VerificationType;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.PkceChallenge;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.fuzz.BodyDoor;
import org.auralink.testkit.fuzz.CostlyJson;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.junit.jupiter.api.Test;

/**
 * Bodies at the door of accounts, read and judged as the door and what is behind it do, up to where a password is hashed or
 * the database asked: read or refused in words, and never costly.
 */
class BodyFuzzTest {
    private static final Limits LIMITS = Limits.standard();
    private static final PasswordPolicy PASSWORDS = new PasswordPolicy(LIMITS.passwords());
    private static final ReservedNames NAMES = new ReservedNames(Set.of("acme"));

    private static final BodyDoor.Application ACCOUNTS =
            new BodyDoor.Application(new GoTrueBody(), GoTrueBodyFilter.LIMIT_BYTES, RefusedException.class);

    private static final List<BodyDoor<?>> DOORS = List.of(
            ACCOUNTS.door("signup", SignUp.class, BodyFuzzTest::judge, """
            {"email":"Ada.B\u00fccher@b\u00fccher.example","password":"correct horse 7",
             "data":{"username":"ada","name":"Ada \\ud83c\\udf89","age":36,"tags":["a",{"b":[1.5,null,true]}]},
             "gotrue_meta_security":{"captcha_token":"x"},"code_challenge":null}""", """
            {"email":"x@xn--bcher-kva.example","phone":"","password":"\\u0041b","data":{}}"""),
            ACCOUNTS.door("token", Grant.Request.class, BodyFuzzTest::judge, """
            {"email":"ada@example.org","password":"correct horse 7","gotrue_meta_security":{}}""", """
            {"refresh_token":"abcdefghijkl"}""", """
            {"auth_code":"0e9d","code_verifier":"abcdefghijkl"}"""),
            ACCOUNTS.door("mail", AccountMailResource.Wish.class, BodyFuzzTest::judge, """
            {"email":"ada@example.org","create_user":false,"data":{"name":"Ada"},"code_challenge_method":"s256",
             "code_challenge":"aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd012"}""", """
            {"type":"email_change","email":"ada@example.org","phone":""}"""),
            ACCOUNTS.door("verify", VerifyResource.Proof.class, BodyFuzzTest::judge, """
            {"type":"recovery","email":"ada@example.org","token":"123456"}""", """
            {"type":"email","token_hash":"pkce_0123456789abcdef"}"""),
            ACCOUNTS.door("user", AccountChange.class, BodyFuzzTest::judge, """
            {"email":"ada@example.org","password":"correct horse 7","nonce":"123456","current_password":"old horse 6",
             "data":{"a":null,"b":{"c":[1,2.5,true]}},"app_metadata":{"x":1}}"""));

    private static void judge(SignUp wish) {
        EmailAddress email = EmailAddress.of(wish.email());
        PASSWORDS.accept(wish.password());
        Map<String, Object> data = UserData.accept(wish.data(), LIMITS.userData());
        NAMES.choose(data.get("username") instanceof String text ? text : null, email);
    }

    private static void judge(AccountMailResource.Wish wish) {
        EmailAddress.of(wish.email());
        PkceChallenge.of(wish.codeChallenge(), wish.codeChallengeMethod());
        UserData.accept(wish.data(), LIMITS.userData());
    }

    private static void judge(VerifyResource.Proof proof) {
        VerificationType.of(proof.type());
        EmailAddress.of(proof.email());
    }

    private static void judge(AccountChange wish) {
        EmailAddress.of(wish.email());
        PASSWORDS.accept(wish.password());
        UserData.merged(Map.of(), wish.data() == null ? Map.of() : wish.data(), LIMITS.userData());
    }

    private static void judge(Grant.Request request) {
        if (request.authCode() != null) {
            Grant.of("pkce", request);
        }
        if (request.refreshToken() != null) {
            Grant.of("refresh_token", request);
        }
        if (Grant.of("password", request) instanceof Grant.Password password) {
            EmailAddress.of(password.email());
        }
    }

    private final MessageFuzz fuzz = new MessageFuzz(BodyFuzzTest.class, DOORS);

    @Test
    void keptBodiesAreReadOrRefusedInTime() {
        fuzz.readKept();
    }

    @Test
    void theLongestBodiesAreReadOrRefusedInTimeWhateverTheyAreMadeOf() {
        for (BodyDoor<?> door : DOORS) {
            for (String text : List.of("email", "password", "phone", "refresh_token", "unknown")) {
                CostlyJson.bodies(door.most(), text, "phone", "data")
                        .forEach((name, body) -> fuzz.check(door, body, name + " as " + text));
            }
            CostlyJson.bodies(door.most(), "x\",\"email\":\"a@b.example\",\"y\":\"", "a", "data")
                    .forEach((name, body) -> fuzz.check(door, body, name + " behind an address"));
        }
        fuzz.tellFigures();
    }

    @Test
    void bodiesThatNobodyThoughtOfAreReadOrRefusedInTime() {
        fuzz.readNew();
    }
}
