package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens AES-GCM without an exception when the tag does not fit. Sealing what is sealed gives the plain bytes, because the
 * key stream is the same; sealing those again gives the tag that the packet must have. Nothing of it leaves the node, so
 * that a nonce is used twice gives nothing away. One thread.
 */
final class TagCheck {
    private static final int TAG = 16;
    private static final int WORD = 4;

    private final Cipher opening;
    private final Cipher sealing;
    /** Under a key that is in no use: a provider refuses the key and nonce that it had last, though a tag may be forged. */
    private final SecretKeySpec blank = new SecretKeySpec(new byte[16], "AES");

    private final byte[] last = new byte[12];
    private byte[] sealed = new byte[2048];

    /** With two ciphers that are this one's alone from now on. */
    TagCheck(Cipher opening, Cipher sealing) {
        this.opening = opening;
        this.sealing = sealing;
    }

    /** Opens a packet to {@code out[header]}; parameters as in {@code GcmCipher.open}. False when the tag does not fit. */
    boolean open(
            SecretKeySpec key, GcmCipher.Nonce nonce, byte[] in, int from, int header, int word, int size, byte[] out)
            throws GeneralSecurityException {
        int plain = size - TAG;
        if (sealed.length < size) {
            sealed = new byte[size];
        }
        if (Arrays.equals(last, nonce.getIV())) {
            opening.init(Cipher.ENCRYPT_MODE, blank, nonce);
            sealing.init(Cipher.ENCRYPT_MODE, blank, nonce);
        }
        System.arraycopy(nonce.getIV(), 0, last, 0, last.length);
        opening.init(Cipher.ENCRYPT_MODE, key, nonce);
        opening.doFinal(in, from + header, plain, sealed, 0);
        System.arraycopy(sealed, 0, out, header, plain);
        sealing.init(Cipher.ENCRYPT_MODE, key, nonce);
        sealing.updateAAD(in, from, header);
        if (word >= 0) {
            sealing.updateAAD(in, word, WORD);
        }
        sealing.doFinal(out, header, plain, sealed, 0);
        return tagIs(in, from + header + plain, plain);
    }

    /** In constant time. */
    private boolean tagIs(byte[] in, int at, int plain) {
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= sealed[plain + i] ^ in[at + i];
        }
        return difference == 0;
    }
}
