package org.auralink.identity.control;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The passwords that people choose most often, which are the first that are tried (OWASP ASVS 5.0, 6.2.4). Only those that
 * are long enough count, or short ones, which are refused anyway, would take their places. The list is zxcvbn's, made from
 * passwords that became public.
 */
public final class CommonPasswords {
    /** Of eight characters and more the list has some 11 000. */
    public static final int MOST = 10_000;

    private final Set<String> passwords;

    private CommonPasswords(Set<String> passwords) {
        this.passwords = passwords;
    }

    /**
     * @param count how many of them; 0 for none
     * @param least characters
     */
    public static CommonPasswords most(int count, int least) {
        try {
            return new CommonPasswords(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                    .filter(password -> password.length() >= least)
                    .limit(count)
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Capital letters make no difference to who guesses. */
    boolean contain(String password) {
        return passwords.contains(password.toLowerCase(Locale.ROOT));
    }
}
