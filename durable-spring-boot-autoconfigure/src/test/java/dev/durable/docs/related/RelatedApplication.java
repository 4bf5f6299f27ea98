package dev.durable.docs.related;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class RelatedApplication {}
