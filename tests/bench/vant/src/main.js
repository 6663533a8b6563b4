import { createApp } from 'vue'
// Only the styles of the components that are used, as Vant's own guide has it.
import 'vant/es/button/style'
import 'vant/es/cell/style'
import 'vant/es/empty/style'
import 'vant/es/field/style'
import 'vant/es/list/style'
import 'vant/es/loading/style'
import 'vant/es/nav-bar/style'
import 'vant/es/skeleton/style'
import 'vant/es/tabbar/style'
import 'vant/es/tabbar-item/style'
import 'vant/es/tag/style'
import App from './App.vue'

createApp(App).mount('#app')
