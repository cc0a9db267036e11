package org.auralink.shared.settings;

/** A setting that is missing or wrong. The message is a sentence that names it; the deployment fails with it. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String sentence) {
        super(sentence);
    }
}
