package dev.durable.autoconfigure.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.apps.news.ArticleWorkflow;
import dev.durable.autoconfigure.apps.news.Retracted;
import dev.durable.autoconfigure.apps.shop.ApprovalWorkflow;
import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an application does with the client when its transaction is over, on the same thread: Spring still says that there is a transaction then, and has its
 * connection bound, but nothing commits what is written on that.
 */
class AfterTransactionTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource
    void startAfterTheCommitIsThere(Shape shape) {
        shape.run(context -> {
            List<String> results = new ArrayList<>();

            afterCommitOf(
                    transaction(context),
                    context,
                    () -> results.add(startGreeting(context, "greeting").result(PATIENCE)));

            assertThat(results).containsExactly("Hello greeting");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsToldAfterTheCommitIsThere(Shape shape) {
        shape.run(context -> {
            WorkflowHandle<String> approval = startApproval(context, "approval");
            WorkflowHandle<String> canceled = startApproval(context, "canceled");
            createSchedule(context, "present");

            afterCommitOf(transaction(context), context, () -> {
                approval.signal("approve", "Bob");
                canceled.cancel("not needed");
                createSchedule(context, "new");
                schedules(context).schedule("present").pause("enough");
            });

            assertThat(approval.result(PATIENCE)).isEqualTo("approved by Bob");
            assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(() -> canceled.result(PATIENCE));
            assertThat(schedules(context).schedule("new").describe().paused()).isFalse();
            assertThat(schedules(context).schedule("present").describe().paused())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void eventPublishedAfterTheCommitStartsItsWorkflow(Shape shape) {
        shape.run(context -> {
            afterCommitOf(transaction(context), context, () -> context.publishEvent(new Retracted(this, "7")));

            assertThat(client(context).workflow("retraction-7").describe()).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void transactionalEventListenersStartWorkflows(Shape shape) {
        shape.run(context -> {
            transaction(context).executeWithoutResult(status -> {
                insert(context, "Ada");
                context.publishEvent(new Placed("placed"));
            });
            transaction(context).executeWithoutResult(status -> {
                context.publishEvent(new Placed("failed"));
                status.setRollbackOnly();
            });

            assertThat(result(context, "committed-placed")).isEqualTo("Hello placed");
            assertThat(result(context, "completed-placed")).isEqualTo("Hello placed");
            assertThat(result(context, "rolled-back-failed")).isEqualTo("Hello failed");
            assertThat(result(context, "completed-failed")).isEqualTo("Hello failed");
        });
    }

    /** A method that is {@code @Transactional} and called there takes part in the transaction that is over, as far as Spring is concerned. */
    @ParameterizedTest
    @EnumSource
    void startInATransactionThatTakesPartInTheOneThatIsOverIsThere(Shape shape) {
        shape.run(context -> {
            transaction(context).executeWithoutResult(status -> {
                insert(context, "Ada");
                register(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        transaction(context).executeWithoutResult(inner -> startGreeting(context, "after-commit"));
                    }

                    @Override
                    public void afterCompletion(int status) {
                        transaction(context).executeWithoutResult(inner -> startGreeting(context, "after-completion"));
                    }
                });
            });

            assertThat(result(context, "after-commit")).isEqualTo("Hello after-commit");
            assertThat(result(context, "after-completion")).isEqualTo("Hello after-completion");
        });
    }

    @ParameterizedTest
    @EnumSource
    void newTransactionAfterTheCommitIsJoined(Shape shape) {
        shape.run(context -> {
            afterCommitOf(transaction(context), context, () -> {
                requiresNew(context).executeWithoutResult(status -> {
                    startGreeting(context, "rolled-back");
                    status.setRollbackOnly();
                });
                requiresNew(context).executeWithoutResult(status -> startGreeting(context, "committed"));
                startGreeting(context, "apart");
            });

            assertNotStarted(context, "rolled-back");
            assertThat(result(context, "committed")).isEqualTo("Hello committed");
            assertThat(result(context, "apart")).isEqualTo("Hello apart");
        });
    }

    @ParameterizedTest
    @EnumSource
    void suspendedTransactionGoesOnAfterAnotherOne(Shape shape) {
        shape.run(context -> {
            transaction(context).executeWithoutResult(outer -> {
                afterCommitOf(requiresNew(context), context, () -> startGreeting(context, "after-inner"));
                startGreeting(context, "outer");
                outer.setRollbackOnly();
            });

            assertThat(result(context, "after-inner")).isEqualTo("Hello after-inner");
            assertNotStarted(context, "outer");
        });
    }

    @ParameterizedTest
    @EnumSource
    void startAfterARollbackIsThere(Shape shape) {
        shape.run(context -> {
            transaction(context).executeWithoutResult(status -> {
                insert(context, "Ada");
                register(new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int status) {
                        startGreeting(context, "status-" + status);
                    }
                });
                status.setRollbackOnly();
            });

            assertThat(result(context, "status-" + TransactionSynchronization.STATUS_ROLLED_BACK))
                    .startsWith("Hello");
        });
    }

    /** Otherwise a start would be stored although the commit it comes before fails. */
    @ParameterizedTest
    @EnumSource
    void startJustBeforeTheCommitTakesPartInIt(Shape shape) {
        shape.run(context -> {
            for (boolean commits : new boolean[] {true, false}) {
                try {
                    transaction(context)
                            .executeWithoutResult(status -> register(new TransactionSynchronization() {
                                @Override
                                public void beforeCommit(boolean readOnly) {
                                    startGreeting(context, "commits-" + commits);
                                    if (!commits) {
                                        throw new IllegalStateException("no");
                                    }
                                }
                            }));
                } catch (IllegalStateException e) {
                    assertThat(commits).isFalse();
                }
            }

            assertThat(result(context, "commits-true")).startsWith("Hello");
            assertNotStarted(context, "commits-false");
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftOnTheThread(Shape shape) {
        shape.run(context -> {
            afterCommitOf(transaction(context), context, () -> startGreeting(context, "greeting"));

            assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        });
    }

    private static void afterCommitOf(TransactionTemplate transaction, ApplicationContext context, Runnable work) {
        transaction.executeWithoutResult(status -> {
            insert(context, "Ada");
            register(new TransactionSynchronization() {
                @Override
                public int getOrder() {
                    return HIGHEST_PRECEDENCE;
                }

                @Override
                public void afterCommit() {
                    work.run();
                }
            });
        });
    }

    private static void register(TransactionSynchronization synchronization) {
        TransactionSynchronizationManager.registerSynchronization(synchronization);
    }

    private static void insert(ApplicationContext context, String name) {
        context.getBean(JdbcTemplate.class).update("insert into customer (name) values (?)", name);
    }

    private static TransactionTemplate transaction(ApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private static TransactionTemplate requiresNew(ApplicationContext context) {
        TransactionTemplate template = transaction(context);
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }

    private static WorkflowHandle<String> startGreeting(ApplicationContext context, String id) {
        return client(context).newWorkflow(GreetingWorkflow.class).id(id).start(w -> w.greet(id));
    }

    private static WorkflowHandle<String> startApproval(ApplicationContext context, String id) {
        return client(context).newWorkflow(ApprovalWorkflow.class).id(id).start(ApprovalWorkflow::decide);
    }

    private static void createSchedule(ApplicationContext context, String id) {
        schedules(context)
                .create(id, Schedule.of(ScheduleSpec.NEVER, schedules(context).action("GreetingWorkflow", "you")));
    }

    private static String result(ApplicationContext context, String id) {
        return (String) client(context).workflow(id).result(String.class, PATIENCE);
    }

    private static void assertNotStarted(ApplicationContext context, String id) {
        assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> client(context).workflow(id).describe());
    }

    private static WorkflowClient client(ApplicationContext context) {
        return context.getBean(WorkflowClient.class);
    }

    private static ScheduleClient schedules(ApplicationContext context) {
        return context.getBean(ScheduleClient.class);
    }

    enum Shape {
        JDBC(DataSourceTransactionManagerAutoConfiguration.class, true),
        JDBC_WITHOUT_AUTO_COMMIT(DataSourceTransactionManagerAutoConfiguration.class, false),
        JPA(HibernateJpaAutoConfiguration.class, true),
        JPA_WITHOUT_AUTO_COMMIT(HibernateJpaAutoConfiguration.class, false);

        private final ApplicationContextRunner runner;

        Shape(Class<?> transactions, boolean autoCommit) {
            this.runner = new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            DataSourceAutoConfiguration.class,
                            DataSourceInitializationAutoConfiguration.class,
                            JdbcTemplateAutoConfiguration.class,
                            TransactionAutoConfiguration.class,
                            transactions,
                            DurableAutoConfiguration.class))
                    .withUserConfiguration(Application.class)
                    .withPropertyValues(
                            "spring.datasource.generate-unique-name=true",
                            "spring.datasource.hikari.auto-commit=" + autoCommit,
                            "spring.sql.init.schema-locations=classpath:create-customer-table.sql");
        }

        void run(Consumer<ApplicationContext> test) {
            runner.run(context -> {
                assertThat(context).hasNotFailed();
                test.accept(context);
            });
        }
    }

    record Placed(String id) {}

    /** Spring logs what such a listener throws, and goes on. */
    static class Listener {

        private final WorkflowClient client;

        Listener(WorkflowClient client) {
            this.client = client;
        }

        @TransactionalEventListener
        void committed(Placed placed) {
            start("committed-", placed);
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
        void rolledBack(Placed placed) {
            start("rolled-back-", placed);
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
        void completed(Placed placed) {
            start("completed-", placed);
        }

        private void start(String prefix, Placed placed) {
            client.newWorkflow(GreetingWorkflow.class).id(prefix + placed.id()).start(w -> w.greet(placed.id()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = {GreetingWorkflow.class, ArticleWorkflow.class})
    @Import({ShopActivities.class, Listener.class})
    static class Application {

        @Bean
        String siteName() {
            return "example";
        }
    }
}
