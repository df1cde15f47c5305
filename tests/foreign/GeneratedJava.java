// Calls every operation of the client that openapi-generator makes for Java, and reads every example of an answer.
// What it read is written again, and has to be what it was. A null counts as missing.
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.openapitools.client.ApiClient;

public final class GeneratedJava {
  private interface Attempt {
    void run() throws Exception;
  }

  private static int faults = 0;

  private static int count(String name, Attempt attempt) {
    try {
      attempt.run();
      return 1;
    } catch (Exception error) {
      faults += 1;
      Throwable cause = error instanceof InvocationTargetException ? error.getCause() : error;
      System.err.println(name + ": " + cause);
      return 0;
    }
  }

  private static JsonNode withoutNulls(JsonNode value) {
    if (value.isObject()) {
      value.properties().removeIf(entry -> entry.getValue().isNull());
    }
    value.forEach(GeneratedJava::withoutNulls);
    return value;
  }

  /** Every group of operations, by the tags of the document. */
  private static List<Object> groups(JsonNode document, ApiClient client) throws Exception {
    List<Object> found = new ArrayList<>();
    for (JsonNode tag : document.get("tags")) {
      StringBuilder name = new StringBuilder("org.openapitools.client.api.");
      for (String word : tag.get("name").asText().split("[^A-Za-z]+")) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
      Class<?> group = Class.forName(name + "Api");
      found.add(group.getConstructor(ApiClient.class).newInstance(client));
    }
    return found;
  }

  private static Object[] find(List<Object> groups, String operation) throws NoSuchMethodException {
    for (Object group : groups) {
      for (Method method : group.getClass().getMethods()) {
        // The same method with headers has two parameters.
        if (method.getName().equalsIgnoreCase(operation) && method.getParameterCount() == 1) {
          return new Object[] {group, method};
        }
      }
    }
    throw new NoSuchMethodException(operation);
  }

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[1]);
    String credentials = Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
    client.setRequestInterceptor(request -> request.header("Authorization", "Basic " + credentials));
    ObjectMapper mapper = client.getObjectMapper();
    JsonNode document = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
    List<Object> groups = groups(document, client);
    int called = 0;
    int decoded = 0;
    for (JsonNode path : document.get("paths")) {
      JsonNode operation = path.get("post");
      String name = operation.get("operationId").asText();
      Object[] found = find(groups, name);
      Method method = (Method) found[1];
      for (JsonNode example : operation.at("/requestBody/content/application~1json/examples")) {
        called += count(name, () -> {
          Object request = mapper.treeToValue(example.get("value"), method.getParameterTypes()[0]);
          if (method.invoke(found[0], request) == null) {
            throw new IllegalStateException("no answer");
          }
        });
      }
      for (JsonNode example : operation.at("/responses/200/content/application~1json/examples")) {
        decoded += count(name, () -> {
          JsonNode value = example.get("value");
          JsonNode after = mapper.readTree(mapper.writeValueAsBytes(mapper.treeToValue(value, method.getReturnType())));
          if (!withoutNulls(after).equals(withoutNulls(value))) {
            throw new IllegalStateException("comes back as " + after);
          }
        });
      }
    }
    System.out.println("{\"called\": " + called + ", \"decoded\": " + decoded + "}");
    System.exit(faults == 0 ? 0 : 1);
  }
}
