package org.auralink.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everybody who uses Redis, with the keys and commands that their code needs and no others. A program that is broken
 * into neither reads what is another's nor reaches the commands through which Redis itself was broken into.
 */
enum RedisUser {
    /** Reads the internet: it keeps its own entry in the directory of nodes and its index, and reads nothing. */
    MEDIA_NODE(
            "auralink-node",
            "redis.node.password",
            "~auralink:node:* ~auralink:nodes",
            "set",
            "del",
            "zadd",
            "zrem",
            "zremrangebyscore",
            "ping",
            "client|setname"),
    /**
     * Directory and owners of rooms, ended sessions, rate limits, copies of what is read often, readiness and clock.
     * Compare-and-set is a script ({@code eval}), whose commands are checked like direct ones.
     */
    CONTROL_PLANE(
            "auralink-control",
            "redis.control.password",
            "~auralink:*",
            "get",
            "mget",
            "set",
            "del",
            "expire",
            "pexpireat",
            "pttl",
            "zadd",
            "zscore",
            "zrangebyscore",
            "zremrangebyscore",
            "zremrangebyrank",
            "eval",
            "time",
            "ping");

    private final String login;
    private final String secret;
    /** Patterns as in Redis' ACL rules, separated by blanks. */
    private final String keys;

    private final List<String> commands;

    RedisUser(String login, String secret, String keys, String... commands) {
        this.login = login;
        this.secret = secret;
        this.keys = keys;
        this.commands = List.of(commands);
    }

    String login() {
        return login;
    }

    String password(Secrets secrets) {
        return secrets.get(secret);
    }

    /** Names as in Redis' ACL rules; a subcommand follows a bar. */
    List<String> commands() {
        return commands;
    }

    /** A line of {@code redis.conf}. The password stands there as its hash, as {@code ACL LOAD} writes it too. */
    String rule(Secrets secrets) {
        return "user " + login + " on #" + sha256(password(secrets)) + " resetkeys " + keys + " resetchannels -@all "
                + commands.stream().map(command -> "+" + command).collect(Collectors.joining(" "));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
