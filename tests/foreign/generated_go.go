// Calls every operation of the client that openapi-generator makes for Go, and reads every example of an answer.
// What it read is written again, and has to be what it was. A null counts as missing.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"

	oms "foreign.test/oms/client"
)

type content map[string]struct {
	Examples map[string]struct{ Value json.RawMessage }
}

type operation struct {
	OperationId string
	RequestBody struct{ Content content }
	Responses   map[string]struct{ Content content }
}

// The method of that name, of whichever group of operations has it.
func find(client *oms.APIClient, name string) reflect.Value {
	groups := reflect.ValueOf(client).Elem()
	for at := 0; at < groups.NumField(); at++ {
		if !groups.Type().Field(at).IsExported() {
			continue
		}
		if found := groups.Field(at).MethodByName(name); found.IsValid() {
			return found
		}
	}
	return reflect.Value{}
}

// The setter of the body is the one method besides Execute.
func setter(call reflect.Value) reflect.Value {
	for at := 0; at < call.NumMethod(); at++ {
		if call.Type().Method(at).Name != "Execute" {
			return call.Method(at)
		}
	}
	return reflect.Value{}
}

func send(call reflect.Value, example []byte) error {
	set := setter(call)
	body := reflect.New(set.Type().In(0))
	if err := json.Unmarshal(example, body.Interface()); err != nil {
		return err
	}
	came := set.Call([]reflect.Value{body.Elem()})[0].MethodByName("Execute").Call(nil)
	if err, failed := came[2].Interface().(error); failed {
		return err
	}
	if came[0].IsNil() {
		return fmt.Errorf("no answer")
	}
	return nil
}

func withoutNulls(value interface{}) interface{} {
	switch value := value.(type) {
	case map[string]interface{}:
		for key, inner := range value {
			if inner == nil {
				delete(value, key)
			} else {
				value[key] = withoutNulls(inner)
			}
		}
	case []interface{}:
		for at, inner := range value {
			value[at] = withoutNulls(inner)
		}
	}
	return value
}

func read(kind reflect.Type, example []byte) error {
	answer := reflect.New(kind)
	if err := json.Unmarshal(example, answer.Interface()); err != nil {
		return err
	}
	written, err := json.Marshal(answer.Interface())
	if err != nil {
		return err
	}
	var before, after interface{}
	if err := json.Unmarshal(example, &before); err != nil {
		return err
	}
	if err := json.Unmarshal(written, &after); err != nil {
		return err
	}
	if !reflect.DeepEqual(withoutNulls(before), withoutNulls(after)) {
		return fmt.Errorf("comes back as %s", written)
	}
	return nil
}

func main() {
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var document struct {
		Paths map[string]map[string]operation
	}
	if err := json.Unmarshal(file, &document); err != nil {
		panic(err)
	}
	configuration := oms.NewConfiguration()
	configuration.Servers = oms.ServerConfigurations{{URL: os.Args[2]}}
	client := oms.NewAPIClient(configuration)
	user := oms.BasicAuth{UserName: "admin", Password: "secret"}
	ctx := reflect.ValueOf(context.WithValue(context.Background(), oms.ContextBasicAuth, user))

	called, decoded, faults := 0, 0, 0
	count := func(kind *int, name string, err error) {
		if err == nil {
			*kind++
			return
		}
		faults++
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
	}
	for _, path := range document.Paths {
		of := path["post"]
		method := find(client, of.OperationId)
		if !method.IsValid() {
			count(&called, of.OperationId, fmt.Errorf("there is no such method"))
			continue
		}
		call := method.Call([]reflect.Value{ctx})[0]
		for example, content := range of.RequestBody.Content["application/json"].Examples {
			count(&called, of.OperationId+", "+example, send(call, content.Value))
		}
		kind := call.MethodByName("Execute").Type().Out(0).Elem()
		for example, content := range of.Responses["200"].Content["application/json"].Examples {
			count(&decoded, of.OperationId+", "+example, read(kind, content.Value))
		}
	}
	fmt.Printf("{\"called\": %d, \"decoded\": %d}\n", called, decoded)
	if faults > 0 {
		os.Exit(1)
	}
}
