package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What Hibernate knows of the database without asking for all of it. */
class KnownDatabaseTests {

    private final DataSource h2 = new DriverManagerDataSource("jdbc:h2:mem:known;DB_CLOSE_DELAY=-1");

    @Test
    void theDialectIsTheOneThatHibernateFindsByItself() {
        try (SessionFactory told = DurablePersistenceUnit.open(h2, DatabasePlatform.H2, TableNames.DEFAULT);
                SessionFactory asking = new HibernatePersistenceConfiguration("asking")
                        .property("jakarta.persistence.nonJtaDataSource", h2)
                        .createEntityManagerFactory()) {
            assertThat(dialect(told))
                    .isExactlyInstanceOf(H2Dialect.class)
                    .returns(
                            dialect(asking).getVersion().getMajor(),
                            dialect -> dialect.getVersion().getMajor())
                    .returns(
                            dialect(asking).getVersion().getMinor(),
                            dialect -> dialect.getVersion().getMinor())
                    .returns(
                            dialect(asking).getVersion().getMicro(),
                            dialect -> dialect.getVersion().getMicro());
        }
    }

    @Test
    void onOtherDatabasesHibernateLooksByItself() {
        DataSource dataSource = mock(DataSource.class);

        assertThat(KnownDatabase.settings(dataSource, DatabasePlatform.POSTGRESQL))
                .isEmpty();
        verifyNoInteractions(dataSource);
    }

    @Test
    void ofADatabaseThatIsAwayNothingIsSaid() throws SQLException {
        DataSource away = mock(DataSource.class);
        when(away.getConnection()).thenThrow(new SQLException("away"));

        assertThat(KnownDatabase.settings(away, DatabasePlatform.H2)).isEmpty();
    }

    private static Dialect dialect(SessionFactory factory) {
        return factory.unwrap(SessionFactoryImplementor.class).getJdbcServices().getDialect();
    }
}
