package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * The store's own persistence unit on the application's {@code DataSource}: independent of the application's entities, naming,
 * caches and settings, and of the schema's state when it is created.
 */
public final class DurablePersistenceUnit {

    /** Name of the persistence unit. */
    public static final String NAME = "durable";

    private static final PersistenceManagedTypes TYPES = PersistenceManagedTypes.of(Stream.of(
                    RunRow.class,
                    EventRow.class,
                    EventRow.Key.class,
                    MessageRow.class,
                    MessageRow.Key.class,
                    ActivityTaskRow.class,
                    ActivityTaskRow.Key.class,
                    FailedAttemptRow.class,
                    FailedAttemptRow.Key.class,
                    SearchAttributeRow.class,
                    SearchAttributeRow.Key.class,
                    NodeRow.class,
                    TaskQueueRow.class,
                    ScheduleRow.class,
                    UpdateRejectionRow.class)
            .map(Class::getName)
            .toArray(String[]::new));

    private DurablePersistenceUnit() {}

    /** The entities. */
    public static PersistenceManagedTypes managedTypes() {
        return TYPES;
    }

    /** A factory of the unit, to be declared as a bean; the bean's life cycle opens and closes the unit. */
    public static LocalContainerEntityManagerFactoryBean factoryBean(
            DataSource dataSource, DatabasePlatform platform, TableNames names) {
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setPersistenceUnitName(NAME);
        factory.setDataSource(dataSource);
        factory.setManagedTypes(TYPES);
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setSharedCacheMode(SharedCacheMode.NONE);
        factory.setValidationMode(ValidationMode.NONE);
        factory.setJpaPropertyMap(settings(dataSource, platform, names));
        return factory;
    }

    /** Opens the unit where there is no container; to be closed by the caller. */
    public static SessionFactory open(DataSource dataSource, DatabasePlatform platform, TableNames names) {
        LocalContainerEntityManagerFactoryBean factory = factoryBean(dataSource, platform, names);
        factory.afterPropertiesSet();
        return factory.getNativeEntityManagerFactory().unwrap(SessionFactory.class);
    }

    private static Map<String, Object> settings(DataSource dataSource, DatabasePlatform platform, TableNames names) {
        Map<String, Object> settings = new HashMap<>(KnownDatabase.settings(dataSource, platform));
        settings.put(AvailableSettings.PHYSICAL_NAMING_STRATEGY, new PrefixedTableNaming(names.prefix()));
        settings.put(AvailableSettings.HBM2DDL_AUTO, "none");
        settings.put(AvailableSettings.JDBC_TIME_ZONE, "UTC");
        settings.put(JpaSettings.INTEGRATOR_PROVIDER, (IntegratorProvider) () -> List.of(new EntitiesWithoutProxies()));
        // Lists of ids come in any length; statements should not.
        settings.put(AvailableSettings.IN_CLAUSE_PARAMETER_PADDING, true);
        // A second writer's duplicate key is part of the plan, not worth a warning.
        settings.put("hibernate.jdbc.log.errors", false);
        if (names.schema() != null) {
            settings.put(AvailableSettings.DEFAULT_SCHEMA, names.schema());
        }
        if (platform == DatabasePlatform.MYSQL || platform == DatabasePlatform.MARIADB) {
            // MariaDB's uuid sorts some versions by other bytes first.
            settings.put(AvailableSettings.PREFERRED_UUID_JDBC_TYPE, "BINARY");
        }
        return settings;
    }
}
