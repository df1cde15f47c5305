package javax.annotation;

/** The mark of generated code, as JDK 8 had it: what the generated `pom.xml` names for it comes from Maven Central, which this lane does without. */
public @interface Generated {
  String[] value();

  String date() default "";

  String comments() default "";
}
