package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.durable.autoconfigure.apps.shop.ApprovalWorkflow;
import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.engine.DurableEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.AesGcmPayloadCodec;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadCodec;
import dev.durable.payload.PayloadConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class PayloadConfigurationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY_1 = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    private static final String KEY_2 = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final String[] ENCRYPTION = {
        "durable.payload.encryption.current-key=k1", "durable.payload.encryption.keys.k1=" + KEY_1
    };

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    DurableAutoConfiguration.class))
            .withUserConfiguration(ShopApplication.class)
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void encryptedWorkflowLeavesNothingReadableInTheDatabase() {
        runner.withPropertyValues(ENCRYPTION).withBean(ShopActivities.class).run(context -> {
            WorkflowClient client = context.getBean(WorkflowClient.class);

            assertThat(client.newWorkflow(GreetingWorkflow.class)
                            .start(w -> w.greet("Ada Lovelace"))
                            .result(PATIENCE))
                    .isEqualTo("Hello Ada Lovelace");

            assertThat(attributes(context))
                    .hasSize(4)
                    .allSatisfy(
                            text -> assertThat(text).doesNotContain("Lovelace").contains("aes-gcm"));
        });
    }

    @Test
    void failuresAreEncryptedWithIt() {
        runner.withPropertyValues(ENCRYPTION)
                .withBean(ShopActivities.class, RefusingActivities::new)
                .run(context -> {
                    assertRefused(context);

                    assertThat(texts(context, "select attributes from durable_event where attributes like '%failure%'"))
                            .isNotEmpty()
                            .allSatisfy(
                                    text -> assertThat(text).contains("Refused").doesNotContain("Lovelace"));
                });
    }

    @Test
    void failuresStayReadableIfToldSo() {
        runner.withPropertyValues(ENCRYPTION)
                .withPropertyValues("durable.payload.encode-failures=false")
                .withBean(ShopActivities.class, RefusingActivities::new)
                .run(context -> {
                    assertRefused(context);

                    assertThat(String.join("", attributes(context))).contains("no greeting for Ada Lovelace");
                });
    }

    @Test
    void openRunGoesOnWithARotatedKey() {
        runner.withPropertyValues("spring.datasource.url=jdbc:h2:mem:rotation;DB_CLOSE_DELAY=-1")
                .withPropertyValues("spring.datasource.generate-unique-name=false")
                .withBean(ShopActivities.class)
                .withPropertyValues(ENCRYPTION)
                .run(context -> context.getBean(WorkflowClient.class)
                        .newWorkflow(ApprovalWorkflow.class)
                        .id("a")
                        .start(ApprovalWorkflow::decide));

        runner.withPropertyValues("spring.datasource.url=jdbc:h2:mem:rotation;DB_CLOSE_DELAY=-1")
                .withPropertyValues("spring.datasource.generate-unique-name=false")
                .withBean(ShopActivities.class)
                .withPropertyValues(ENCRYPTION)
                .withPropertyValues(
                        "durable.payload.encryption.current-key=k2", "durable.payload.encryption.keys.k2=" + KEY_2)
                .run(context -> {
                    WorkflowClient client = context.getBean(WorkflowClient.class);
                    client.workflow(ApprovalWorkflow.class, "a").signal(w -> w.approve("Ada"));

                    assertThat(client.workflow("a").result(String.class, PATIENCE))
                            .isEqualTo("approved by Ada");
                });
    }

    @Test
    void codecBeansEncodeInTheirOrderAndEncryptionLast() {
        runner.withPropertyValues(ENCRYPTION)
                .withBean(ShopActivities.class)
                .withUserConfiguration(Codecs.class)
                .run(context -> {
                    PayloadConverter payloads =
                            context.getBean(DurableEngine.class).payloadConverter();
                    Payload stored = payloads.toPayload("x");

                    assertThat(stored.encoding()).isEqualTo("aes-gcm");
                    Payload inside = AesGcmPayloadCodec.of(
                                    "k1", Map.of("k1", Base64.getDecoder().decode(KEY_1)))
                            .decode(stored);
                    assertThat(inside.encoding()).isEqualTo("second");
                    assertThat(Payload.ofText(inside.data()).encoding()).isEqualTo("first");
                    assertThat(payloads.fromPayload(stored, String.class)).isEqualTo("x");
                });
    }

    @Test
    void keysAreInOneCodecOrTheStartFails() {
        runner.withPropertyValues(ENCRYPTION)
                .withBean(ShopActivities.class)
                .withBean(AesGcmPayloadCodec.class, () -> AesGcmPayloadCodec.of("k", Map.of("k", new byte[32])))
                .run(context -> assertThat(DurableAutoConfigurationTests.error(context.getStartupFailure()))
                        .isEqualTo(ErrorCode.ENCRYPTION_KEY_ILLEGAL));
    }

    @Test
    void sizesAreLimited() {
        runner.withPropertyValues("durable.payload.max-size=1KB")
                .withBean(ShopActivities.class)
                .run(context -> assertThatExceptionOfType(DurableException.class)
                        .isThrownBy(() -> context.getBean(WorkflowClient.class)
                                .newWorkflow(GreetingWorkflow.class)
                                .start(w -> w.greet("x".repeat(2_000))))
                        .withMessageContaining("Argument 1 of GreetingWorkflow.greet takes 2002 bytes")
                        .withMessageContaining("the limit is 1024 bytes"));
    }

    @Test
    void customizerOfTheApplicationHasTheLastWord() {
        runner.withPropertyValues(ENCRYPTION)
                .withBean(ShopActivities.class)
                .withBean(DurableEngineCustomizer.class, () -> builder -> builder.payloadCodecs(List.of()))
                .run(context -> assertThat(context.getBean(DurableEngine.class)
                                .payloadConverter()
                                .toPayload("x"))
                        .isEqualTo(Payload.json("\"x\"")));
    }

    @Test
    void converterOfTheApplicationGoesThroughTheCodecsToo() {
        runner.withPropertyValues(ENCRYPTION)
                .withBean(ShopActivities.class)
                .withBean(
                        PayloadConverter.class,
                        () -> new JacksonPayloadConverter(
                                builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)))
                .run(context -> assertThat(context.getBean(DurableEngine.class)
                                .payloadConverter()
                                .toPayload("x")
                                .encoding())
                        .isEqualTo("aes-gcm"));
    }

    /** What the application sets for its web JSON must not alter what a replay reads or writes. */
    @Test
    void settingsOfTheApplicationsJsonDoNotTouchPayloads() {
        Sample sample = new Sample(
                "a",
                null,
                new Date(0),
                Instant.EPOCH,
                Duration.ofMinutes(1),
                Optional.empty(),
                Unit.PIECES,
                new byte[] {1});
        String json = "{\"someName\":\"a\",\"nothing\":null,\"date\":\"1970-01-01T00:00:00.000Z\","
                + "\"instant\":\"1970-01-01T00:00:00Z\",\"duration\":\"PT1M\",\"empty\":null,\"unit\":\"PIECES\","
                + "\"bytes\":\"AQ==\"}";

        runner.withPropertyValues(
                        "spring.jackson.property-naming-strategy=SNAKE_CASE",
                        "spring.jackson.default-property-inclusion=non_null",
                        "spring.jackson.serialization.indent-output=true",
                        "spring.jackson.deserialization.fail-on-unknown-properties=true",
                        "spring.jackson.datatype.datetime.write-dates-as-timestamps=true",
                        "spring.jackson.datatype.datetime.write-durations-as-timestamps=true",
                        "spring.jackson.datatype.enum.write-enums-to-lowercase=true",
                        "spring.jackson.mapper.sort-properties-alphabetically=false",
                        "spring.jackson.date-format=dd.MM.yyyy",
                        "spring.jackson.time-zone=Europe/Paris",
                        "spring.jackson.locale=fr_FR",
                        "spring.jackson.use-jackson2-defaults=true")
                .withBean(ShopActivities.class)
                .withBean(
                        JsonMapperBuilderCustomizer.class,
                        () -> builder -> builder.addMixIn(Sample.class, WithoutBytes.class))
                .run(context -> {
                    PayloadConverter payloads =
                            context.getBean(DurableEngine.class).payloadConverter();

                    assertThat(context.getBean(JsonMapper.class).writeValueAsString(sample))
                            .as("JSON of the application")
                            .contains("some_name", "01.01.1970", "pieces")
                            .doesNotContain("nothing", "bytes");
                    assertThat(payloads.toPayload(sample)).isEqualTo(Payload.json(json));
                    assertThat(payloads.fromPayload(
                                    Payload.json(json.replace("{\"some", "{\"removed\":1,\"some")), Sample.class))
                            .usingRecursiveComparison()
                            .isEqualTo(sample);
                });
    }

    private static void assertRefused(ApplicationContext context) {
        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> context.getBean(WorkflowClient.class)
                        .newWorkflow(GreetingWorkflow.class)
                        .start(w -> w.greet("Ada Lovelace"))
                        .result(PATIENCE))
                .havingRootCause()
                .withMessage("no greeting for Ada Lovelace");
    }

    private static List<String> attributes(ApplicationContext context) {
        return texts(context, "select attributes from durable_event");
    }

    private static List<String> texts(ApplicationContext context, String query) {
        return context.getBean(JdbcTemplate.class).queryForList(query, String.class);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = GreetingWorkflow.class)
    static class ShopApplication {}

    static class RefusingActivities extends ShopActivities {
        @Override
        public String greet(String name) {
            throw ApplicationFailure.nonRetryable("no greeting for " + name, "Refused");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Codecs {

        @Bean
        @Order(2)
        PayloadCodec second() {
            return new NamedCodec("second");
        }

        @Bean
        @Order(1)
        PayloadCodec first() {
            return new NamedCodec("first");
        }
    }

    private record NamedCodec(String name) implements PayloadCodec {

        @Override
        public Payload encode(Payload payload) {
            return new Payload(payload.toText(), Map.of(Payload.ENCODING, name));
        }

        @Override
        public boolean canDecode(Payload payload) {
            return name.equals(payload.encoding());
        }

        @Override
        public Payload decode(Payload payload) {
            return Payload.ofText(payload.data());
        }
    }

    enum Unit {
        PIECES
    }

    @JsonIgnoreProperties("bytes")
    private interface WithoutBytes {}

    record Sample(
            String someName,
            String nothing,
            Date date,
            Instant instant,
            Duration duration,
            Optional<String> empty,
            Unit unit,
            byte[] bytes) {}
}
