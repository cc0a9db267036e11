package org.auralink.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands of a page, as they stand there, and what was said to them. */
final class WalkedPage {
    private static final Pattern PART = Pattern.compile("(?ms)^## ([^\n]+)$|^```sh( [a-z]+)?\n(.*?)^```$");

    /** Tells in what a shell shows where a block begins; the shell shows this line itself, too. */
    private static final String HEADING = "{ set +v -euo pipefail; printf '\\n== %s  %(%T)T\\n' '";

    private final List<Block> blocks = new ArrayList<>();

    /**
     * One of the page's blocks.
     *
     * @param kind the word behind {@code ```sh}, empty for those that make the installation
     */
    record Block(String heading, String kind, String commands) {}

    WalkedPage(Path page) throws IOException {
        Matcher part = PART.matcher(Files.readString(page));
        String heading = "";
        while (part.find()) {
            if (part.group(3) == null) {
                heading = part.group(1);
            } else {
                String kind = part.group(2) == null ? "" : part.group(2).strip();
                blocks.add(new Block(heading, kind, part.group(3)));
            }
        }
    }

    /** The commands of one kind, in their order. */
    String commands(String kind) {
        return chosen(kind).map(Block::commands).collect(Collectors.joining());
    }

    /** The same for a shell that shows what it reads, with headings between. It ends at the first command that fails. */
    String script(String kind) {
        return chosen(kind)
                .map(block -> HEADING + block.heading().replace("'", "'\\''") + "'; set -v; } 2>/dev/null\n"
                        + block.commands())
                .collect(Collectors.joining());
    }

    private Stream<Block> chosen(String kind) {
        return blocks.stream().filter(block -> block.kind().equals(kind));
    }

    /** What was said, for people: each line of the page with a dollar before it, and of what apt says only how much it was. */
    String log(List<String> said) {
        Set<String> commands =
                blocks.stream().flatMap(block -> block.commands().lines()).collect(Collectors.toSet());
        List<String> log = new ArrayList<>();
        boolean packages = false;
        int left = 0;
        for (String line : said) {
            boolean command = commands.contains(line);
            if (left > 0 && (command || line.startsWith("== "))) {
                log.add("(" + left + " lines)" + (command ? "" : "\n"));
                left = 0;
            }
            if (line.startsWith("== ")) {
                packages = line.startsWith("== Packages");
            }
            if (line.startsWith(HEADING)) {
                continue;
            }
            if (packages && !command && !line.startsWith("== ")) {
                left++;
            } else {
                log.add(command ? "$ " + line : line);
            }
        }
        return String.join("\n", log) + "\n";
    }
}
