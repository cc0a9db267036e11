package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.auralink.identity.control.PictureForm;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.Guards;

/** How a person shows themselves. Has no transaction of its own: no connection waits while a picture is drawn. */
@ApplicationScoped
public class OwnPicture {
    @Inject
    private Pictures pictures;

    @Inject
    private Guards guards;

    /** @throws org.auralink.shared.RefusedException forbidden for a key */
    public PictureView read(Caller caller) {
        requirePerson(caller);
        return guards.database().repeatably(() -> pictures.of(caller));
    }

    /** @throws org.auralink.shared.RefusedException those of {@link PictureForm#of} and of {@link Pictures#keep}; forbidden for a key */
    public PictureView change(Caller caller, byte[] sent) {
        requirePerson(caller);
        byte[] image = PictureForm.of(sent);
        return guards.database().once(() -> pictures.keep(caller, image));
    }

    /** @throws org.auralink.shared.RefusedException those of {@link Pictures#remove}; forbidden for a key */
    public void remove(Caller caller) {
        requirePerson(caller);
        guards.database().once(() -> {
            pictures.remove(caller);
            return true;
        });
    }

    private static void requirePerson(Caller caller) {
        if (caller.program()) {
            throw Refusal.forbidden("An API key cannot do that for its maker. Sign in.")
                    .asException();
        }
    }
}
