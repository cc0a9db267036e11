package org.auralink.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a path leads where this user, or root, wants it to. Whoever may write to a directory exchanges what is in it,
 * whoever may write to one above it exchanges the directory, and programs, keys and passwords lie there.
 */
final class Ownership {
    private static final int ROOT = 0;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;

    /** In such a directory, as /tmp is one, each removes and renames only what is theirs. */
    private static final int STICKY = 01000;

    /** As the kernel's own limit of links on the way of one path. */
    private static final int MAX_LINKS = 40;

    private final int user;
    private int links;

    private Ownership() {
        try {
            // Through the link: the link itself is root's for everybody.
            user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new LaunchException("Cannot tell who runs this: " + e.getMessage() + ".", e);
        }
    }

    /** Whether root runs this. */
    static boolean isRoot() {
        return new Ownership().user == ROOT;
    }

    /**
     * @param path absolute; what of it does not exist yet is not looked at
     * @throws LaunchException naming the part of the path that others could exchange
     */
    static void refuseWhatOthersMayChange(Path path) {
        new Ownership().check(path.normalize(), true, path);
    }

    /**
     * @param end whether this is the place itself, not one on the way to it
     * @param asked what the person called it
     */
    private void check(Path path, boolean end, Path asked) {
        Path parent = path.getParent();
        if (parent != null) {
            check(parent, false, asked);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, Object> attributes = attributes(path);
        refuseForeignOwner(path, attributes, end);
        if (Files.isSymbolicLink(path)) {
            follow(path, end, asked);
            return;
        }
        int mode = number(attributes, "mode");
        boolean othersWrite = (mode & OTHERS_WRITE) != 0 || (mode & GROUP_WRITES) != 0 && !isOwnersOwnGroup(attributes);
        if (othersWrite && (end || (mode & STICKY) == 0)) {
            throw new LaunchException("Others may write to " + path + (end ? "" : ", which leads to " + asked + ",")
                    + " and so exchange what AuraLink runs: take that away (chmod go-w '" + path
                    + "'), or choose another"
                    + " place with " + Option.STATE_DIR.named() + ".");
        }
    }

    private void refuseForeignOwner(Path path, Map<String, Object> attributes, boolean end) {
        int owner = number(attributes, "uid");
        // What root may change is safe from others; but its own keys root keeps in its own directory.
        if (owner != user && (end || owner != ROOT)) {
            throw new LaunchException(path + " belongs to " + Objects.requireNonNull(attributes.get("owner"))
                    + (end ? ", not to you" : ", who could exchange what is below it")
                    + ": choose another place with " + Option.STATE_DIR.named() + ".");
        }
    }

    private void follow(Path link, boolean end, Path asked) {
        try {
            links++;
            if (links > MAX_LINKS) {
                throw new LaunchException(link + " is a link that leads to itself.");
            }
            Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
            check(target, end, asked);
        } catch (IOException e) {
            throw new LaunchException(link + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Many systems give each person a group of the same name and no other members. */
    private static boolean isOwnersOwnGroup(Map<String, Object> attributes) {
        return number(attributes, "gid") != ROOT
                && String.valueOf(attributes.get("group")).equals(String.valueOf(attributes.get("owner")));
    }

    private static Map<String, Object> attributes(Path path) {
        try {
            return Files.readAttributes(path, "unix:uid,gid,mode,owner,group", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new LaunchException("Cannot tell whom " + path + " belongs to: " + e.getMessage() + ".", e);
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name));
    }
}
