package dev.durable.autoconfigure;

import dev.durable.history.JsonEventCodec;
import dev.durable.jpa.DurablePersistenceUnit;
import dev.durable.jpa.JpaDurableStore;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * The store on the application's database, with a persistence unit of its own: the only arrangement in which the application's
 * entities, repositories and scanning stay as they are, whatever they are.
 *
 * <p>The unit is no default candidate, so that neither injection nor conditions in the application see it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(DurableStore.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
class DurableStoreConfiguration {

    private static final String ENGINES_UNIT = "durableEntityManagerFactory";

    @Bean
    EngineDatabase durableDatabase(
            @DurableDataSource ObjectProvider<DataSource> marked,
            ObjectProvider<DataSource> all,
            DurableProperties properties) {
        return EngineDatabase.of(EngineDatabase.choose(marked, all), properties.jdbc());
    }

    /** After the application's own migrations and scripts: these may create the schema, or even the tables. */
    @Bean
    @DependsOnDatabaseInitialization
    SchemaInitializer durableSchemaInitializer(EngineDatabase database, DurableProperties properties) {
        return new SchemaInitializer(database, properties.jdbc().initializeSchema());
    }

    /**
     * Neither looks at tables nor makes any when it is created, so it does not wait for them: with {@code
     * spring.jpa.defer-datasource-initialization} it even goes before scripts, as all persistence units do. Hibernate opens it on another
     * thread while the application's start goes on; Spring waits for it before the start ends.
     */
    @Bean(name = ENGINES_UNIT, defaultCandidate = false)
    @Qualifier(DurablePersistenceUnit.NAME)
    LocalContainerEntityManagerFactoryBean durableEntityManagerFactory(EngineDatabase database) {
        LocalContainerEntityManagerFactoryBean factory =
                DurablePersistenceUnit.factoryBean(database.dataSource(), database.platform(), database.tables());
        factory.setBootstrapExecutor(new SimpleAsyncTaskExecutor("durable-persistence-unit-"));
        return factory;
    }

    @Bean
    static EarlyPersistenceUnit durableEarlyPersistenceUnit() {
        return new EarlyPersistenceUnit(ENGINES_UNIT);
    }

    /** Takes the initializer in order to come after it. */
    @Bean
    DurableStore durableStore(
            @Qualifier(DurablePersistenceUnit.NAME) EntityManagerFactory unit,
            EngineDatabase database,
            SchemaInitializer initializer,
            DurableProperties properties) {
        return new JpaDurableStore(
                database.dataSource(),
                unit,
                database.platform(),
                database.tables(),
                new JsonEventCodec(),
                new JsonFailureInfoCodec(),
                properties.jdbc().foreignTransactions());
    }
}
