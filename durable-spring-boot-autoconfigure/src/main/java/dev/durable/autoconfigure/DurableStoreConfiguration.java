package dev.durable.autoconfigure;

import dev.durable.store.DurableStore;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store on the application's database. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(DurableStore.class)
class DurableStoreConfiguration {

    @Bean
    EngineDatabase durableDatabase(
            @DurableDataSource ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all) {
        return EngineDatabase.choose(marked, all);
    }
}
