package org.auralink.identity.boundary;

import java.util.List;
import org.auralink.identity.entity.PublicKeyCredential;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/** What a factor answers to a challenge: a code, or what an authenticator signed. Which one, the factor knows. */
record FactorAnswer(@Nullable String typed, @Nullable PublicKeyCredential signed) {
    /** @throws RefusedException when there is neither */
    static FactorAnswer of(FactorProof proof) {
        PublicKeyCredential signed =
                proof.webauthn() == null ? null : proof.webauthn().credentialResponse();
        FactorAnswer answer = new FactorAnswer(proof.code(), signed);
        if (signed == null) {
            answer.code();
        }
        return answer;
    }

    /** @throws RefusedException naming the field when there is none */
    String code() {
        if (typed == null || typed.isEmpty()) {
            throw missing("code", "Code needs to be non-empty");
        }
        return typed;
    }

    /** @throws RefusedException naming the field when there is none */
    PublicKeyCredential credential() {
        if (signed == null) {
            throw missing("webauthn", "WebAuthn config required");
        }
        return signed;
    }

    private static RefusedException missing(String field, String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError(field, detail))).asException();
    }

    @Override
    public String toString() {
        return "FactorAnswer[redacted]";
    }
}
