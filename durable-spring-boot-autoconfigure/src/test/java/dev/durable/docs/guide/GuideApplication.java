package dev.durable.docs.guide;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class GuideApplication {}
