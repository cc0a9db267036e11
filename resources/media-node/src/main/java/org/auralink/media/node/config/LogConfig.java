package org.auralink.media.node.config;

/**
 * What is logged, and how.
 *
 * @param level {@code logging.level}: from which level on; default info
 * @param json {@code logging.json}: a JSON object in each line, for programs that collect logs; default false, for people
 */
public record LogConfig(LogLevel level, boolean json) {
    static LogConfig read(Section logging) {
        var result = new LogConfig(LogLevel.read(logging), logging.flag("json", false));
        logging.finish();
        return result;
    }
}
