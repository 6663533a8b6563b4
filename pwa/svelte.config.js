/** Every component is written with runes; saying so leaves the older reactivity out of the build. */
export default { compilerOptions: { runes: true } }
