package org.auralink.systemtests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever writes for a caller asks first whether the caller's role allows it, or says why it need not. */
class PermissionRulesTest {
    private static final String CALLER = "org.auralink.shared.Caller";
    private static final String REQUIRES = "org.auralink.shared.RequiresPermission";
    private static final String OPEN = "org.auralink.shared.OpenToMembers";
    private static final String PERMISSION = "org.auralink.shared.Permission";

    /** What changes rows; that a row is locked says that it is about to be changed. */
    private static final Set<String> WRITES = Set.of("persist", "merge", "remove", "executeUpdate");

    /** Of TenancyContext, with a permission. */
    private static final Set<String> ASKS = Set.of("enter", "enterAsServiceFor", "require", "mayInCall");

    private static final JavaClasses BOUNDARIES = boundaries();

    private static JavaClasses boundaries() {
        try (Stream<Path> modules = Files.list(LauncherProcess.root().resolve("ejb-modules"))) {
            List<Path> outputs = modules.map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
            return new ClassFileImporter().importPaths(outputs);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoWritesForACallerNamesThePermissionOrWhyThereIsNone() {
        var says = new ArchCondition<JavaMethod>("say which permission it needs, or why none") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean said = method.isAnnotatedWith(REQUIRES) != method.isAnnotatedWith(OPEN);
                if (writes(method)) {
                    events.add(new SimpleConditionEvent(method, said, method.getFullName()));
                }
            }
        };
        methods().that(ofBoundaryForACaller()).should(says).check(BOUNDARIES);
    }

    @Test
    void whoNamesAPermissionAsksForIt() {
        var asks = new ArchCondition<JavaMethod>("ask for the permission that it names") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                String named = ((JavaEnumConstant) method.getAnnotationOfType(REQUIRES)
                                .get("value")
                                .orElseThrow())
                        .name();
                boolean isNamed = reached(method)
                        .flatMap(step -> step.getFieldAccesses().stream())
                        .anyMatch(access -> access.getTargetOwner().getName().equals(PERMISSION)
                                && access.getTarget().getName().equals(named));
                boolean asked = isNamed
                        && reached(method)
                                .anyMatch(step -> calls(
                                        step,
                                        call -> call.getTargetOwner()
                                                        .getSimpleName()
                                                        .equals("TenancyContext")
                                                && ASKS.contains(
                                                        call.getTarget().getName())));
                events.add(
                        new SimpleConditionEvent(method, asked, method.getFullName() + " does not ask for " + named));
            }
        };
        methods().that().areAnnotatedWith(REQUIRES).should(asks).check(BOUNDARIES);
    }

    @Test
    void theRuleFindsWhoWrites() {
        JavaMethod create = BOUNDARIES.get("org.auralink.webhooks.boundary.WebhookEndpoints").getMethods().stream()
                .filter(method -> method.getName().equals("remove"))
                .findFirst()
                .orElseThrow();
        assertThat(writes(create)).isTrue();
    }

    private static DescribedPredicate<JavaMethod> ofBoundaryForACaller() {
        return describe(
                "public methods of boundaries for a caller",
                method -> method.getOwner().isAnnotatedWith("jakarta.ejb.Stateless")
                        && method.getOwner().getPackageName().contains(".boundary")
                        && method.getModifiers().contains(JavaModifier.PUBLIC)
                        && method.getRawParameterTypes().stream()
                                .anyMatch(type -> type.getName().equals(CALLER)));
    }

    private static boolean writes(JavaMethod method) {
        return reached(method)
                .anyMatch(step -> calls(
                                step,
                                call -> call.getTargetOwner().getPackageName().equals("jakarta.persistence")
                                        && WRITES.contains(call.getTarget().getName()))
                        || step.getFieldAccesses().stream()
                                .anyMatch(access -> access.getTarget().getName().equals("PESSIMISTIC_WRITE")));
    }

    private static boolean calls(JavaMethod method, Predicate<JavaMethodCall> wanted) {
        return method.getMethodCallsFromSelf().stream().anyMatch(wanted);
    }

    /** The method and all of its own class that it leads to. */
    private static Stream<JavaMethod> reached(JavaMethod from) {
        Set<JavaMethod> found = new HashSet<>(Set.of(from));
        Deque<JavaMethod> next = new ArrayDeque<>(found);
        while (!next.isEmpty()) {
            JavaMethod step = next.remove();
            step.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().equals(from.getOwner()))
                    .flatMap(call -> call.getTarget().resolveMember().stream())
                    .filter(found::add)
                    .forEach(next::add);
        }
        return found.stream();
    }
}
