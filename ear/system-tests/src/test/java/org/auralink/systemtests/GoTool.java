package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Programs that are to be had as modules of Go alone: built once, of the versions that the go.mod and go.sum of a directory of
 * src/test name, and kept in target.
 */
public final class GoTool {
    private static final Path TESTS = LauncherProcess.root().resolve("ear/system-tests");
    private static final String GO =
            Files.isExecutable(Path.of("/usr/local/go/bin/go")) ? "/usr/local/go/bin/go" : "go";

    private GoTool() {}

    /**
     * A program, which is built when it is not there yet: from four minutes of processor time to twenty.
     *
     * @param module the directory below src/test; the program is called the same
     * @param main the package of its main function
     */
    public static String built(String module, String main) {
        return built(module, main, "");
    }

    /** @param linked what the linker is told besides, such as the version that the program gives as its own */
    static String built(String module, String main, String linked) {
        Path program = TESTS.resolve("target").resolve(module).resolve(module);
        if (!Files.isExecutable(program)) {
            DeploymentTools.Result built = DeploymentTools.run(
                    TESTS.resolve("src/test").resolve(module),
                    Map.of(),
                    GO,
                    "build",
                    "-ldflags",
                    "-s -w " + linked,
                    "-o",
                    program.toString(),
                    main);
            assertThat(built.code()).as(built.said()).isZero();
        }
        return program.toString();
    }

    /** Fetches a module, which is no program. */
    static DeploymentTools.Result fetched(String module) {
        return DeploymentTools.run(
                Path.of("/tmp"), Map.of("GO111MODULE", "on"), GO, "mod", "download", "-json", module);
    }
}
