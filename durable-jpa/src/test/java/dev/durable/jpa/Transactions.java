package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions as applications begin them. */
final class Transactions {

    private Transactions() {}

    static TransactionTemplate jdbc(DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    static TransactionTemplate jpa(EntityManagerFactory unit) {
        return new TransactionTemplate(new JpaTransactionManager(unit));
    }

    /** A persistence unit that stands for one of the application's, on the same data source. */
    static EntityManagerFactory applicationUnit(DataSource dataSource) {
        LocalContainerEntityManagerFactoryBean factory =
                DurablePersistenceUnit.factoryBean(dataSource, DatabasePlatform.of(dataSource), TableNames.DEFAULT);
        factory.setPersistenceUnitName("application");
        factory.afterPropertiesSet();
        EntityManagerFactory unit = factory.getObject();
        if (unit == null) {
            throw new IllegalStateException("The unit was not opened");
        }
        return unit;
    }
}
