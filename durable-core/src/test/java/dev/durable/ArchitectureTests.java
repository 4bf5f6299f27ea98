package dev.durable;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.durable.activity.ActivityCancellationType;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.MdcKeys;
import dev.durable.engine.Uuids;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** What may know what, and the habits that can be checked. */
@AnalyzeClasses(packages = "dev.durable", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String ENGINE = "dev.durable.engine..";

    /** What all rooms of the engine may use although it stands in the package that puts the rooms together. */
    private static final DescribedPredicate<JavaClass> SHARED_VALUES =
            belongToAnyOf(EngineSettings.class, MdcKeys.class, Uuids.class);

    @ArchTest
    static final ArchRule apiDoesNotKnowTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("dev.durable.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), SHARED_VALUES);

    @ArchTest
    static final ArchRule sharedValuesKnowNothing = noClasses()
            .that(SHARED_VALUES)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.durable..").and(not(SHARED_VALUES)));

    /** Annotations name choices, which are enumerations of the API. */
    @ArchTest
    static final ArchRule annotationsAndFailuresStandAlone = classes()
            .that()
            .resideInAnyPackage("dev.durable.annotation..", "dev.durable.failure..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "dev.durable.annotation..", "dev.durable.failure..", "java..", "org.jspecify.annotations..")
                    .or(belongToAnyOf(ActivityCancellationType.class, ActivityCancellationType[].class)));

    @ArchTest
    static final ArchRule workflowCodeSeesNeitherClientNorStore = noClasses()
            .that()
            .resideInAnyPackage("dev.durable.workflow..", "dev.durable.activity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.durable.client..", "dev.durable.store..", "dev.durable.history..");

    @ArchTest
    static final ArchRule replayKnowsNothingOfStorageAndOtherRuns = noClasses()
            .that()
            .resideInAPackage("dev.durable.engine.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.durable.store..",
                    "dev.durable.client..",
                    "dev.durable.engine.run..",
                    "dev.durable.engine.commit..",
                    "dev.durable.engine.activity..",
                    "dev.durable.engine.client..",
                    "dev.durable.engine.cluster..",
                    "dev.durable.engine.time..",
                    "java.sql..");

    @ArchTest
    static final ArchRule definitionsKnowTheApiOnly = noClasses()
            .that()
            .resideInAPackage("dev.durable.engine.definition..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage(ENGINE).and(resideOutsideOfPackage("dev.durable.engine.definition..")));

    @ArchTest
    static final ArchRule extensionsKnowTheApiAndObserversOnly = noClasses()
            .that()
            .resideInAPackage("dev.durable.engine.extension..")
            .should()
            .dependOnClassesThat(resideInAPackage(ENGINE)
                    .and(resideOutsideOfPackages("dev.durable.engine.extension..", "dev.durable.engine.observation.."))
                    .and(not(SHARED_VALUES)));

    @ArchTest
    static final ArchRule observersKnowTheApiOnly = noClasses()
            .that()
            .resideInAPackage("dev.durable.engine.observation..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage(ENGINE).and(resideOutsideOfPackage("dev.durable.engine.observation..")));

    @ArchTest
    static final ArchRule schedulesKnowNoStorage = noClasses()
            .that()
            .resideInAPackage("dev.durable.schedule..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.durable.store..");

    @ArchTest
    static final ArchRule commitsKnowNoWorkflows = noClasses()
            .that()
            .resideInAPackage("dev.durable.engine.commit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.durable.engine.replay..", "dev.durable.engine.run..", "dev.durable.engine.definition..");

    @ArchTest
    static final ArchRule coreNeedsNoFramework = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.durable..",
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations..",
                    "org.slf4j..",
                    "tools.jackson..",
                    "net.bytebuddy..",
                    "org.objenesis..",
                    "org.objectweb.asm..");

    /** Who does not check workflows needs no ASM. */
    @ArchTest
    static final ArchRule onlyTheDeterminismCheckReadsClassFiles = noClasses()
            .that()
            .resideOutsideOfPackage("dev.durable.engine.determinism..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.objectweb.asm..");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(resideInANullMarkedPackage());

    @ArchTest
    static final ArchRule classesAreNamedByWhatTheyAre =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils|Processor)");

    @ArchTest
    static final ArchRule thereIsNoStaticState =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    /** Virtual threads pin in synchronized methods before JDK 24. */
    @ArchTest
    static final ArchRule locksAreExplicit = methods().should(notBeSynchronized());

    /** Tests control the time that the engine sees. */
    @ArchTest
    static final ArchRule timeHasOneSource = noClasses()
            .that()
            .resideOutsideOfPackage("dev.durable.engine.time..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule javaUtilLoggingIsNotUsed = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule standardStreamsAreNotUsed = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(
                            type, "Package " + type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }

    private static ArchCondition<JavaMethod> notBeSynchronized() {
        return new ArchCondition<>("not be synchronized") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is synchronized"));
                }
            }
        };
    }
}
