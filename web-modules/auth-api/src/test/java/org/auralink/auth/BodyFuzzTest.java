package org.auralink.auth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.identity.boundary.Grant;
import org.auralink.identity.boundary.SignUp;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.fuzz.CostlyJson;
import org.auralink.testkit.fuzz.MessageDoor;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.junit.jupiter.api.Test;

/**
 * Bodies at the door of accounts, read and judged as the door and what is behind it do, up to where a password is hashed or
 * the database asked: read or refused in words, and never costly.
 */
class BodyFuzzTest {
    private static final Limits LIMITS = Limits.standard();
    private static final GoTrueBody BODY = new GoTrueBody();
    private static final PasswordPolicy PASSWORDS = new PasswordPolicy(LIMITS.passwords());
    private static final ReservedNames NAMES = new ReservedNames(Set.of("acme"));

    private enum Door implements MessageDoor {
        SIGNUP("""
                {"email":"Ada.B\u00fccher@b\u00fccher.example","password":"correct horse 7",
                 "data":{"username":"ada","name":"Ada \\ud83c\\udf89","age":36,"tags":["a",{"b":[1.5,null,true]}]},
                 "gotrue_meta_security":{"captcha_token":"x"},"code_challenge":null}""", """
                {"email":"x@xn--bcher-kva.example","phone":"","password":"\\u0041b","data":{}}""") {
            @Override
            void judge(byte[] message) throws IOException {
                SignUp wish = body(SignUp.class, message);
                EmailAddress email = EmailAddress.of(wish.email());
                PASSWORDS.accept(wish.password());
                Map<String, Object> data = UserData.accept(wish.data(), LIMITS.userData());
                NAMES.choose(data.get("username") instanceof String text ? text : null, email);
            }
        },
        TOKEN("""
                {"email":"ada@example.org","password":"correct horse 7","gotrue_meta_security":{}}""", """
                {"refresh_token":"abcdefghijkl"}""") {
            @Override
            void judge(byte[] message) throws IOException {
                Grant.Request request = body(Grant.Request.class, message);
                if (request.refreshToken() != null) {
                    Grant.of("refresh_token", request);
                }
                if (Grant.of("password", request) instanceof Grant.Password password) {
                    EmailAddress.of(password.email());
                }
            }
        };

        private final List<byte[]> seeds;

        Door(String... seeds) {
            this.seeds = List.of(seeds).stream()
                    .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        abstract void judge(byte[] message) throws IOException;

        @Override
        public String label() {
            return this == SIGNUP ? "signup" : "token";
        }

        @Override
        public int most() {
            return GoTrueBodyFilter.LIMIT_BYTES;
        }

        @Override
        public List<byte[]> seeds() {
            return seeds;
        }

        @Override
        public void read(byte[] message) {
            try {
                judge(message);
            } catch (RefusedException refused) {
                assertThat(refused.refusal().code()).isNotEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        static <T> T body(Class<T> type, byte[] message) throws IOException {
            return (T) BODY.readFrom(
                    (Class) type,
                    type,
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE,
                    new MultivaluedHashMap<>(),
                    new ByteArrayInputStream(message));
        }
    }

    private final MessageFuzz fuzz = new MessageFuzz(BodyFuzzTest.class, List.of(Door.values()));

    @Test
    void keptBodiesAreReadOrRefusedInTime() {
        fuzz.readKept();
    }

    @Test
    void theLongestBodiesAreReadOrRefusedInTimeWhateverTheyAreMadeOf() {
        for (MessageDoor door : Door.values()) {
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
