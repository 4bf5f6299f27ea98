package dev.durable.test.extended;

import dev.durable.interceptor.ActivityInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExtensionsConfiguration {

    @Bean
    ActivityInterceptor declaredInterceptor() {
        return new ActivityInterceptor() {};
    }
}
