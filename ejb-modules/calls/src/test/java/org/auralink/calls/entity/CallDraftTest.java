package org.auralink.calls.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;

class CallDraftTest {

    @Test
    void whatIsLeftOutHasADefault() {
        assertThat(CallDraft.of("x", null, null, null))
                .isEqualTo(new CallDraft("x", CallType.GROUP, 50, LobbyMode.OFF));
        assertThat(CallDraft.of("x", "one_to_one", null, null))
                .isEqualTo(new CallDraft("x", CallType.ONE_TO_ONE, 2, LobbyMode.OFF));
    }

    @Test
    void namesAreCountedInCharactersAsPeopleDo() {
        assertThat(CallDraft.of("😀".repeat(255), null, null, null).name()).hasSize(510);
        assertRefused("name", () -> CallDraft.of("😀".repeat(256), null, null, null));
    }

    @Test
    void theFieldThatIsWrongIsNamed() {
        assertRefused("name", () -> CallDraft.of(null, null, null, null));
        assertRefused("name", () -> CallDraft.of("  ", null, null, null));
        assertRefused("call_type", () -> CallDraft.of("x", "GROUP", null, null));
        assertRefused("max_participants", () -> CallDraft.of("x", null, 1, null));
        assertRefused("max_participants", () -> CallDraft.of("x", null, 1001, null));
        assertRefused("max_participants", () -> CallDraft.of("x", "one_to_one", 3, null));
        assertRefused("lobby", () -> CallDraft.of("x", null, null, "OFF"));
        assertRefused("display_name", () -> DisplayName.check(" "));
        assertRefused("display_name", () -> DisplayName.check("x".repeat(101)));
    }

    @Test
    void namesInWhichNothingCanBeSeenAreRefused() {
        for (String unseen : new String[] {"\u00a0", "\u200b\u200b", "\u2800", "\u3164", "\u200d\ufe0f"}) {
            assertRefused("name", () -> CallDraft.of(unseen, null, null, null));
            assertRefused("display_name", () -> DisplayName.check(unseen));
        }
        assertThat(DisplayName.check("\u2764\ufe0f")).isEqualTo("\u2764\ufe0f");
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().detail()).startsWith("The field " + field + " m"));
    }
}
