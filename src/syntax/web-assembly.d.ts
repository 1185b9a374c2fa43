/** The part of https://www.w3.org/TR/wasm-js-api-2/ in use: the compiler has it only among the types of browsers. */
declare namespace WebAssembly {
  class Module {
    private readonly brand: unique symbol;
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: object;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
