package org.auralink.identity.control;

/**
 * Passwords that became public. Which of the ways to know them holds is a setting; a further one is a class of this type and
 * a word in {@link BreachSettings}.
 */
public interface BreachedPasswords {
    /** Where nobody asks. */
    BreachedPasswords NONE = password -> false;

    /** Whether the password became public; false when that cannot be found out, because nobody is locked out for that. */
    boolean contain(String password);
}
