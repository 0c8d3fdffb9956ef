// Empty: a function without body, as the one bound in lanes_amd64.go, is
// allowed only in packages with assembly.
