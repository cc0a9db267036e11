package org.auralink.identity.entity;

/**
 * What happens with an account, as the audit of the organization in which its person acts tells it.
 *
 * @see <a href="https://supabase.com/docs/guides/auth/audit-logs">Supabase's audit logs</a>, whose words stand beside ours
 */
public enum AccountEvent {
    SIGNED_UP("account.signed_up", "user_signedup", "team"),
    SIGNED_IN("account.signed_in", "login", "account"),
    SIGNED_OUT("account.signed_out", "logout", "account"),
    SESSION_ENDED("account.session_ended", "logout", "account"),
    PASSWORD_CHANGED("account.password_changed", "user_updated_password", "user"),
    EMAIL_CHANGED("account.email_changed", "user_modified", "user"),
    AURA_ID_CHANGED("account.aura_id_changed", "user_modified", "user"),
    FACTOR_ADDED("account.factor_added", "factor_in_progress", "factor"),
    FACTOR_PROVED("account.factor_proved", "verification_attempted", "factor"),
    FACTOR_REMOVED("account.factor_removed", "factor_deleted", "factor"),
    PASSKEY_ADDED("account.passkey_added", "passkey_created", "factor"),
    PASSKEY_REMOVED("account.passkey_removed", "passkey_deleted", "factor"),
    PROVIDER_LINKED("account.provider_linked", "identity_linked", "user"),
    PROVIDER_UNLINKED("account.provider_unlinked", "identity_unlinked", "user"),
    CREATED("account.created", "user_signedup", "team"),
    CHANGED("account.changed", "user_modified", "user"),
    DELETED("account.deleted", "user_deleted", "team");

    private final String action;
    private final String supabaseAction;
    private final String supabaseType;

    AccountEvent(String action, String supabaseAction, String supabaseType) {
        this.action = action;
        this.supabaseAction = supabaseAction;
        this.supabaseType = supabaseType;
    }

    /** Stable; what {@code /api/v1/audit} filters by. */
    public String action() {
        return action;
    }

    /** Of {@code GET /admin/audit}. */
    public String supabaseAction() {
        return supabaseAction;
    }

    /** Supabase's {@code log_type}. */
    public String supabaseType() {
        return supabaseType;
    }
}
